-- Sampling plans, samples, moderations, claims and awards. Times are
-- microseconds since 1970, dates are YYYY-MM-DD, enumerations are numbered as
-- in the contract. Centres, registrations, units and qualifications belong to
-- other services: here are their ids.

CREATE TABLE sampling_plan (
  centre TEXT NOT NULL,
  id TEXT NOT NULL,
  qualification TEXT NOT NULL,
  rate_percent BIGINT NOT NULL,
  new_assessor_rate_percent BIGINT NOT NULL,
  seed BYTEA NOT NULL,
  state BIGINT NOT NULL,
  created_us BIGINT NOT NULL,
  PRIMARY KEY (centre, id)
);
-- One open plan for each centre and qualification.
CREATE UNIQUE INDEX sampling_plan_open ON sampling_plan (centre, qualification)
  WHERE state = 1;

CREATE TABLE must_sample_unit (
  centre TEXT NOT NULL,
  plan TEXT NOT NULL,
  position BIGINT NOT NULL,
  unit TEXT NOT NULL,
  PRIMARY KEY (centre, plan, position),
  FOREIGN KEY (centre, plan) REFERENCES sampling_plan (centre, id)
);

-- Every sign-off that a plan has decided on, chosen or not. What was decided
-- stays decided.
CREATE TABLE considered_sign_off (
  centre TEXT NOT NULL,
  plan TEXT NOT NULL,
  registration TEXT NOT NULL,
  unit TEXT NOT NULL,
  revision BIGINT NOT NULL,
  chosen BIGINT NOT NULL,
  considered_us BIGINT NOT NULL,
  PRIMARY KEY (centre, plan, registration, unit, revision),
  FOREIGN KEY (centre, plan) REFERENCES sampling_plan (centre, id)
);
CREATE INDEX considered_sign_off_registration
  ON considered_sign_off (centre, registration);

CREATE TABLE sample (
  centre TEXT NOT NULL,
  id TEXT NOT NULL,
  plan TEXT NOT NULL,
  registration TEXT NOT NULL,
  unit TEXT NOT NULL,
  revision BIGINT NOT NULL,
  assessor TEXT NOT NULL,
  reason BIGINT NOT NULL,
  added_reason TEXT NOT NULL,
  state BIGINT NOT NULL,
  verifier TEXT NOT NULL,
  verified_us BIGINT,
  comment TEXT NOT NULL,
  close_comment TEXT NOT NULL,
  verified_revision BIGINT NOT NULL,
  created_us BIGINT NOT NULL,
  PRIMARY KEY (centre, id),
  FOREIGN KEY (centre, plan) REFERENCES sampling_plan (centre, id)
);
CREATE UNIQUE INDEX sample_sign_off
  ON sample (centre, registration, unit, revision);
CREATE INDEX sample_created ON sample (centre, created_us, id);

CREATE TABLE disagreement (
  centre TEXT NOT NULL,
  sample TEXT NOT NULL,
  position BIGINT NOT NULL,
  criterion TEXT NOT NULL,
  reason TEXT NOT NULL,
  action TEXT NOT NULL,
  PRIMARY KEY (centre, sample, position),
  FOREIGN KEY (centre, sample) REFERENCES sample (centre, id)
);

CREATE TABLE moderation (
  registration TEXT NOT NULL,
  id TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  centre TEXT NOT NULL,
  state BIGINT NOT NULL,
  moderator TEXT NOT NULL,
  created_us BIGINT NOT NULL,
  PRIMARY KEY (registration, id)
);
CREATE UNIQUE INDEX moderation_sequence ON moderation (registration, sequence);
-- One at a time.
CREATE UNIQUE INDEX moderation_open ON moderation (registration)
  WHERE state = 1;

CREATE TABLE moderated_unit (
  registration TEXT NOT NULL,
  moderation TEXT NOT NULL,
  position BIGINT NOT NULL,
  unit TEXT NOT NULL,
  revision BIGINT NOT NULL,
  outcome BIGINT NOT NULL,
  reason TEXT NOT NULL,
  action TEXT NOT NULL,
  PRIMARY KEY (registration, moderation, position),
  FOREIGN KEY (registration, moderation)
    REFERENCES moderation (registration, id)
);
CREATE UNIQUE INDEX moderated_unit_once
  ON moderated_unit (registration, moderation, unit);

CREATE TABLE claim (
  registration TEXT NOT NULL,
  id TEXT NOT NULL,
  centre TEXT NOT NULL,
  state BIGINT NOT NULL,
  claimed_by TEXT NOT NULL,
  syllabus TEXT NOT NULL,
  created_us BIGINT NOT NULL,
  PRIMARY KEY (registration, id)
);
-- One live claim for each registration.
CREATE UNIQUE INDEX claim_live ON claim (registration) WHERE state IN (1, 2);

CREATE TABLE claimed_unit (
  registration TEXT NOT NULL,
  claim TEXT NOT NULL,
  position BIGINT NOT NULL,
  unit TEXT NOT NULL,
  title TEXT NOT NULL,
  level BIGINT NOT NULL,
  credits BIGINT NOT NULL,
  guided_learning_hours BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (registration, claim, position),
  FOREIGN KEY (registration, claim) REFERENCES claim (registration, id)
);

-- What the certificate shows. Its units are those of the claim.
CREATE TABLE award (
  id TEXT NOT NULL PRIMARY KEY,
  registration TEXT NOT NULL,
  claim TEXT NOT NULL,
  centre TEXT NOT NULL,
  certificate_number TEXT NOT NULL,
  title TEXT NOT NULL,
  qualification_code TEXT NOT NULL,
  qualification_number TEXT NOT NULL,
  awarding_organisation TEXT NOT NULL,
  learner_name TEXT NOT NULL,
  award_date TEXT NOT NULL,
  credits BIGINT NOT NULL,
  credits_at_level BIGINT NOT NULL,
  guided_learning_hours BIGINT NOT NULL,
  syllabus TEXT NOT NULL,
  state BIGINT NOT NULL,
  FOREIGN KEY (registration, claim) REFERENCES claim (registration, id)
);
CREATE UNIQUE INDEX award_certificate_number ON award (certificate_number);
CREATE UNIQUE INDEX award_claim ON award (registration, claim);
