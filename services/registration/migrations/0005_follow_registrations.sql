-- What happens to a registration while it lasts: expiry (D32), breaks,
-- transfers, reviews, adjustments (D46), exemptions (D45), membership (req R94).

ALTER TABLE registration ADD COLUMN expiry_date TEXT;
ALTER TABLE registration ADD COLUMN programme_start_date TEXT;
ALTER TABLE registration ADD COLUMN end_date TEXT;
ALTER TABLE registration
  ADD COLUMN upgrade_class TEXT NOT NULL DEFAULT '';
ALTER TABLE registration
  ADD COLUMN upgrade_reference TEXT NOT NULL DEFAULT '';
ALTER TABLE registration ADD COLUMN upgrade_assessed_date TEXT;
ALTER TABLE registration
  ADD COLUMN upgrade_assessed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE registration ADD COLUMN upgrade_us BIGINT;

CREATE INDEX registration_expiry ON registration (expiry_date)
  WHERE state IN (1, 4);
-- Lists of a centre are read in the order of creation, whatever is asked for.
CREATE INDEX registration_centre_qualification
  ON registration (centre, qualification, created_us, id);
CREATE INDEX registration_centre_site
  ON registration (centre, site, created_us, id);
CREATE INDEX registration_allocation_person
  ON registration_allocation (person, registration);

-- One registration that runs, active or on a break, a learner and qualification
-- (D31).
DROP INDEX registration_live;
DROP INDEX registration_live_subject;
CREATE UNIQUE INDEX registration_live ON registration (learner, qualification)
  WHERE state IN (1, 4);
CREATE UNIQUE INDEX registration_live_subject
  ON registration (learner_subject, qualification)
  WHERE state IN (1, 4) AND learner_subject <> '';

ALTER TABLE registration_goal ADD COLUMN reached_date TEXT;

CREATE TABLE registration_goal_unit (
  registration TEXT NOT NULL,
  goal BIGINT NOT NULL,
  position BIGINT NOT NULL,
  unit TEXT NOT NULL,
  PRIMARY KEY (registration, goal, position),
  FOREIGN KEY (registration, goal)
    REFERENCES registration_goal (registration, position)
);

CREATE TABLE registration_break (
  registration TEXT NOT NULL REFERENCES registration (id),
  position BIGINT NOT NULL,
  start_date TEXT NOT NULL,
  expected_return_date TEXT NOT NULL,
  return_date TEXT,
  reason TEXT NOT NULL,
  PRIMARY KEY (registration, position)
);

-- Where it was, until when, and up to which entry of its trail. `record` is the
-- registration as it was then, as the contract has it; NULL once it is erased.
CREATE TABLE registration_former_centre (
  registration TEXT NOT NULL REFERENCES registration (id),
  position BIGINT NOT NULL,
  centre TEXT NOT NULL REFERENCES centre (id),
  start_date TEXT NOT NULL,
  end_date TEXT NOT NULL,
  left_us BIGINT NOT NULL,
  trail_sequence BIGINT NOT NULL,
  record BYTEA,
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

-- `centre` is where the registration is, and moves with it; so below.
CREATE TABLE adjustment (
  registration TEXT NOT NULL REFERENCES registration (id),
  id TEXT NOT NULL,
  centre TEXT NOT NULL REFERENCES centre (id),
  kind BIGINT NOT NULL,
  area BIGINT NOT NULL,
  description TEXT NOT NULL,
  support_reference TEXT NOT NULL,
  state BIGINT NOT NULL,
  approval_date TEXT,
  decide_reason TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_us BIGINT,
  requested_by TEXT NOT NULL,
  requested_us BIGINT NOT NULL,
  PRIMARY KEY (registration, id)
);
CREATE INDEX adjustment_requested
  ON adjustment (registration, requested_us, id);
CREATE INDEX adjustment_centre ON adjustment (centre, requested_us, id);

CREATE TABLE adjustment_unit (
  registration TEXT NOT NULL,
  adjustment TEXT NOT NULL,
  position BIGINT NOT NULL,
  unit TEXT NOT NULL,
  PRIMARY KEY (registration, adjustment, position),
  FOREIGN KEY (registration, adjustment)
    REFERENCES adjustment (registration, id)
);

-- Each recipient is told once.
CREATE TABLE adjustment_notice (
  registration TEXT NOT NULL,
  adjustment TEXT NOT NULL,
  recipient BIGINT NOT NULL,
  position BIGINT NOT NULL,
  notice_date TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  PRIMARY KEY (registration, adjustment, recipient),
  FOREIGN KEY (registration, adjustment)
    REFERENCES adjustment (registration, id)
);

-- `counted` is what a credit is known by, wherever it is counted: a digest.
CREATE TABLE exemption (
  registration TEXT NOT NULL REFERENCES registration (id),
  id TEXT NOT NULL,
  centre TEXT NOT NULL REFERENCES centre (id),
  kind BIGINT NOT NULL,
  unit TEXT NOT NULL,
  policy_reference TEXT NOT NULL,
  unit_reference TEXT NOT NULL,
  certificate_number TEXT NOT NULL,
  certificate_date TEXT NOT NULL,
  awarding_organisation TEXT NOT NULL,
  counted TEXT NOT NULL,
  state BIGINT NOT NULL,
  decide_reason TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_us BIGINT,
  requested_by TEXT NOT NULL,
  requested_us BIGINT NOT NULL,
  PRIMARY KEY (registration, id)
);
CREATE INDEX exemption_requested ON exemption (registration, requested_us, id);
CREATE INDEX exemption_centre ON exemption (centre, requested_us, id);
CREATE INDEX exemption_counted ON exemption (counted) WHERE state IN (1, 2);
-- One undecided or approved exemption a unit.
CREATE UNIQUE INDEX exemption_unit ON exemption (registration, unit)
  WHERE state IN (1, 2);
