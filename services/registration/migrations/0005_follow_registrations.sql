-- What happens to a registration while it lasts: expiry (D32), breaks,
-- transfers, reviews, adjustments (D46), exemptions (D45), membership (req R94).

ALTER TABLE registration ADD COLUMN expiry_date TEXT;
ALTER TABLE registration ADD COLUMN programme_start_date TEXT;
ALTER TABLE registration ADD COLUMN end_date TEXT;
CREATE INDEX registration_expiry ON registration (state, expiry_date);

CREATE TABLE registration_break (
  registration TEXT NOT NULL REFERENCES registration (id),
  position BIGINT NOT NULL,
  start_date TEXT NOT NULL,
  expected_return_date TEXT NOT NULL,
  return_date TEXT,
  reason TEXT NOT NULL,
  PRIMARY KEY (registration, position)
);

CREATE TABLE registration_former_centre (
  registration TEXT NOT NULL REFERENCES registration (id),
  position BIGINT NOT NULL,
  centre TEXT NOT NULL REFERENCES centre (id),
  start_date TEXT NOT NULL,
  end_date TEXT NOT NULL,
  PRIMARY KEY (registration, position)
);
CREATE INDEX registration_former_centre_centre
  ON registration_former_centre (centre, registration);

CREATE TABLE transfer (
  registration TEXT NOT NULL REFERENCES registration (id),
  id TEXT NOT NULL,
  from_centre TEXT NOT NULL REFERENCES centre (id),
  to_centre TEXT NOT NULL REFERENCES centre (id),
  site TEXT NOT NULL,
  reason TEXT NOT NULL,
  state BIGINT NOT NULL,
  from_consent_by TEXT NOT NULL,
  from_consent_us BIGINT,
  to_consent_by TEXT NOT NULL,
  to_consent_us BIGINT,
  refused_by TEXT NOT NULL,
  refuse_reason TEXT NOT NULL,
  requested_us BIGINT NOT NULL,
  ended_us BIGINT,
  PRIMARY KEY (registration, id)
);
-- One open transfer a registration: of two centres that ask at once, one wins.
CREATE UNIQUE INDEX transfer_open ON transfer (registration) WHERE state = 1;
CREATE INDEX transfer_from ON transfer (from_centre, requested_us, id);
CREATE INDEX transfer_to ON transfer (to_centre, requested_us, id);

CREATE TABLE registration_review (
  registration TEXT NOT NULL REFERENCES registration (id),
  position BIGINT NOT NULL,
  held_date TEXT NOT NULL,
  text TEXT NOT NULL,
  learner_comment TEXT NOT NULL,
  next_review_date TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  PRIMARY KEY (registration, position)
);
