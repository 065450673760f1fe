-- Centres, staff, delivery plans, learners and registrations. Times are
-- microseconds since 1970, dates are YYYY-MM-DD, enumerations are numbered as
-- in the contract, and revisions count changes.

CREATE TABLE centre (
  id TEXT NOT NULL PRIMARY KEY,
  display_name TEXT NOT NULL,
  agreement_start_date TEXT NOT NULL,
  agreement_end_date TEXT,
  quality_manager TEXT NOT NULL,
  entry_criteria TEXT NOT NULL,
  entry_criteria_uri TEXT NOT NULL,
  revision BIGINT NOT NULL,
  created_us BIGINT NOT NULL
);

CREATE TABLE centre_site (
  centre TEXT NOT NULL REFERENCES centre (id),
  position BIGINT NOT NULL,
  site TEXT NOT NULL,
  PRIMARY KEY (centre, position)
);

CREATE TABLE qualification_approval (
  centre TEXT NOT NULL REFERENCES centre (id),
  qualification TEXT NOT NULL,
  start_date TEXT NOT NULL,
  end_date TEXT,
  PRIMARY KEY (centre, qualification)
);

CREATE TABLE appointment (
  centre TEXT NOT NULL REFERENCES centre (id),
  id TEXT NOT NULL,
  person TEXT NOT NULL,
  role BIGINT NOT NULL,
  start_date TEXT NOT NULL,
  end_date TEXT,
  created_us BIGINT NOT NULL,
  PRIMARY KEY (centre, id)
);
CREATE INDEX appointment_person ON appointment (centre, person);
CREATE INDEX appointment_created ON appointment (centre, created_us, id);
-- Nobody holds a role twice without an end.
CREATE UNIQUE INDEX appointment_open ON appointment (centre, person, role)
  WHERE end_date IS NULL;

CREATE TABLE competence (
  centre TEXT NOT NULL,
  appointment TEXT NOT NULL,
  position BIGINT NOT NULL,
  award TEXT NOT NULL,
  kind BIGINT NOT NULL,
  awarded_date TEXT NOT NULL,
  expiry_date TEXT,
  level_max BIGINT NOT NULL,
  PRIMARY KEY (centre, appointment, position),
  FOREIGN KEY (centre, appointment) REFERENCES appointment (centre, id)
);

-- A statement that nobody has signed has no text.
CREATE TABLE delivery_plan (
  centre TEXT NOT NULL REFERENCES centre (id),
  qualification TEXT NOT NULL,
  learning_experience TEXT NOT NULL,
  non_discrimination_text TEXT,
  non_discrimination_signed_by TEXT,
  non_discrimination_signed_date TEXT,
  equality_text TEXT,
  equality_signed_by TEXT,
  equality_signed_date TEXT,
  schedule TEXT NOT NULL,
  state BIGINT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_us BIGINT,
  return_reason TEXT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (centre, qualification)
);

CREATE TABLE delivery_plan_barrier (
  centre TEXT NOT NULL,
  qualification TEXT NOT NULL,
  position BIGINT NOT NULL,
  barrier TEXT NOT NULL,
  step TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (centre, qualification, position),
  FOREIGN KEY (centre, qualification)
    REFERENCES delivery_plan (centre, qualification)
);

-- Personal data, and nothing else in this schema is. The keys are what names
-- and mail addresses are compared by.
CREATE TABLE learner (
  id TEXT NOT NULL PRIMARY KEY,
  full_name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  unique_learner_number TEXT NOT NULL,
  subject TEXT NOT NULL,
  job_role TEXT NOT NULL,
  awarding_organisation_number TEXT NOT NULL,
  created_us BIGINT NOT NULL
);
CREATE UNIQUE INDEX learner_unique_learner_number
  ON learner (unique_learner_number)
  WHERE unique_learner_number <> '' AND unique_learner_number <> '9999999999';
CREATE INDEX learner_name ON learner (birth_date, name_key);
CREATE INDEX learner_email ON learner (birth_date, email_key);

CREATE TABLE registration (
  id TEXT NOT NULL PRIMARY KEY,
  centre TEXT NOT NULL REFERENCES centre (id),
  learner TEXT NOT NULL REFERENCES learner (id),
  qualification TEXT NOT NULL,
  syllabus_version TEXT NOT NULL,
  registration_date TEXT NOT NULL,
  state BIGINT NOT NULL,
  membership BIGINT NOT NULL,
  language TEXT NOT NULL,
  learner_subject TEXT NOT NULL,
  site TEXT NOT NULL,
  capability_text TEXT NOT NULL,
  capability_stated_by TEXT NOT NULL,
  capability_stated_date TEXT,
  meets_needs BIGINT NOT NULL,
  enables_achievement BIGINT NOT NULL,
  enables_progression BIGINT NOT NULL,
  advice_text TEXT NOT NULL,
  advice_given_date TEXT,
  duplicate_reason TEXT NOT NULL,
  withdrawal_reason TEXT NOT NULL,
  plan_review_date TEXT,
  revision BIGINT NOT NULL,
  created_us BIGINT NOT NULL
);
CREATE INDEX registration_centre ON registration (centre, created_us, id);
CREATE INDEX registration_centre_state
  ON registration (centre, state, created_us, id);
CREATE INDEX registration_learner ON registration (learner);
-- One live registration a learner and qualification (D31), also where the same
-- person was recorded as two learners.
CREATE UNIQUE INDEX registration_live ON registration (learner, qualification)
  WHERE state = 1;
CREATE UNIQUE INDEX registration_live_subject
  ON registration (learner_subject, qualification)
  WHERE state = 1 AND learner_subject <> '';

CREATE TABLE registration_note (
  registration TEXT NOT NULL REFERENCES registration (id),
  position BIGINT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (registration, position)
);

CREATE TABLE registration_unit (
  registration TEXT NOT NULL REFERENCES registration (id),
  position BIGINT NOT NULL,
  unit TEXT NOT NULL,
  PRIMARY KEY (registration, position)
);

-- Units that assessment has signed off.
CREATE TABLE registration_achieved_unit (
  registration TEXT NOT NULL REFERENCES registration (id),
  unit TEXT NOT NULL,
  PRIMARY KEY (registration, unit)
);

-- Parts of the induction, numbered from 0: programme requirements, facilities,
-- development needs, learning plan.
CREATE TABLE registration_induction (
  registration TEXT NOT NULL REFERENCES registration (id),
  item BIGINT NOT NULL,
  done BIGINT NOT NULL,
  done_date TEXT,
  notes TEXT NOT NULL,
  PRIMARY KEY (registration, item)
);

CREATE TABLE registration_goal (
  registration TEXT NOT NULL REFERENCES registration (id),
  position BIGINT NOT NULL,
  goal TEXT NOT NULL,
  target_date TEXT NOT NULL,
  PRIMARY KEY (registration, position)
);

CREATE TABLE registration_allocation (
  registration TEXT NOT NULL REFERENCES registration (id),
  position BIGINT NOT NULL,
  role BIGINT NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (registration, position)
);

-- None for an allocation to all units.
CREATE TABLE registration_allocation_unit (
  registration TEXT NOT NULL,
  allocation BIGINT NOT NULL,
  position BIGINT NOT NULL,
  unit TEXT NOT NULL,
  PRIMARY KEY (registration, allocation, position),
  FOREIGN KEY (registration, allocation)
    REFERENCES registration_allocation (registration, position)
);
