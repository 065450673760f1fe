-- Assessment plans: the matrix of a centre for a version of a syllabus.
CREATE TABLE assessment_plan (
  centre TEXT NOT NULL,
  plan TEXT NOT NULL,
  syllabus TEXT NOT NULL,
  state BIGINT NOT NULL,
  gaps TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decide_us BIGINT NOT NULL,
  return_reason TEXT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (centre, plan)
);

CREATE TABLE assessment_plan_row (
  centre TEXT NOT NULL,
  plan TEXT NOT NULL,
  position BIGINT NOT NULL,
  unit TEXT NOT NULL,
  criteria TEXT NOT NULL,
  piece_of_work TEXT NOT NULL,
  method BIGINT NOT NULL,
  date TEXT NOT NULL,
  PRIMARY KEY (centre, plan, position),
  FOREIGN KEY (centre, plan) REFERENCES assessment_plan (centre, plan)
);

-- Evidence. Everything of a registration leads with it, so that it moves
-- whole when a learner changes centre.
CREATE TABLE evidence (
  registration TEXT NOT NULL,
  evidence TEXT NOT NULL,
  kind BIGINT NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL,
  workplace TEXT NOT NULL,
  performed_date TEXT NOT NULL,
  conditions TEXT NOT NULL,
  occurrence BIGINT NOT NULL,
  held_at TEXT NOT NULL,
  state BIGINT NOT NULL,
  declared BIGINT NOT NULL,
  own_work BIGINT NOT NULL,
  ai_use TEXT NOT NULL,
  return_reason TEXT NOT NULL,
  created_by TEXT NOT NULL,
  create_us BIGINT NOT NULL,
  revision BIGINT NOT NULL,
  PRIMARY KEY (registration, evidence)
);

CREATE INDEX evidence_by_time ON evidence (registration, create_us, evidence);

-- Personal data of witnesses, apart, so that it can be erased.
CREATE TABLE evidence_witness (
  registration TEXT NOT NULL,
  evidence TEXT NOT NULL,
  full_name TEXT NOT NULL,
  position TEXT NOT NULL,
  relationship TEXT NOT NULL,
  contact TEXT NOT NULL,
  signed_date TEXT NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (registration, evidence),
  FOREIGN KEY (registration, evidence)
    REFERENCES evidence (registration, evidence)
);

CREATE TABLE evidence_record (
  registration TEXT NOT NULL,
  evidence TEXT NOT NULL,
  position BIGINT NOT NULL,
  unit TEXT NOT NULL,
  criterion TEXT NOT NULL,
  question TEXT NOT NULL,
  note TEXT NOT NULL,
  time_stamp TEXT NOT NULL,
  PRIMARY KEY (registration, evidence, position),
  FOREIGN KEY (registration, evidence)
    REFERENCES evidence (registration, evidence)
);

-- Files, by the hash of their bytes; the bytes are in the blob store before
-- the row is here.
CREATE TABLE evidence_file (
  registration TEXT NOT NULL,
  evidence TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size_bytes BIGINT NOT NULL,
  media_type TEXT NOT NULL,
  file_name TEXT NOT NULL,
  upload TEXT NOT NULL,
  uploaded_by TEXT NOT NULL,
  upload_us BIGINT NOT NULL,
  PRIMARY KEY (registration, evidence, sha256),
  FOREIGN KEY (registration, evidence)
    REFERENCES evidence (registration, evidence)
);

-- What a piece of evidence is said to show; mapped is not decided.
CREATE TABLE evidence_mapping (
  registration TEXT NOT NULL,
  evidence TEXT NOT NULL,
  position BIGINT NOT NULL,
  unit TEXT NOT NULL,
  criterion TEXT NOT NULL,
  PRIMARY KEY (registration, evidence, unit, criterion),
  FOREIGN KEY (registration, evidence)
    REFERENCES evidence (registration, evidence)
);

CREATE INDEX evidence_mapping_by_criterion
  ON evidence_mapping (registration, unit, criterion);

-- Decisions: only ever added. Of a row nothing changes but superseded_by, once.
CREATE TABLE decision (
  registration TEXT NOT NULL,
  decision TEXT NOT NULL,
  unit TEXT NOT NULL,
  criterion TEXT NOT NULL,
  outcome BIGINT NOT NULL,
  reason TEXT NOT NULL,
  accurate BIGINT NOT NULL,
  is_current BIGINT NOT NULL,
  authentic BIGINT NOT NULL,
  relevant_in_depth BIGINT NOT NULL,
  relevant_in_breadth BIGINT NOT NULL,
  usual_conditions BIGINT NOT NULL,
  conditions_reason TEXT NOT NULL,
  assessor TEXT NOT NULL,
  decide_us BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  trainee BIGINT NOT NULL,
  syllabus_version TEXT NOT NULL,
  superseded_by TEXT NOT NULL,
  PRIMARY KEY (registration, decision)
);

-- One current decision on each criterion, whoever decides at the same time.
CREATE UNIQUE INDEX decision_current ON decision (registration, unit, criterion)
  WHERE superseded_by = '';

CREATE INDEX decision_by_time
  ON decision (registration, decide_us, ordinal, decision);

CREATE TABLE decision_evidence (
  registration TEXT NOT NULL,
  decision TEXT NOT NULL,
  position BIGINT NOT NULL,
  evidence TEXT NOT NULL,
  PRIMARY KEY (registration, decision, position),
  FOREIGN KEY (registration, decision)
    REFERENCES decision (registration, decision),
  FOREIGN KEY (registration, evidence)
    REFERENCES evidence (registration, evidence)
);

CREATE INDEX decision_evidence_by_evidence
  ON decision_evidence (registration, evidence);

-- One countersignature makes a trainee's decision final.
CREATE TABLE countersignature (
  registration TEXT NOT NULL,
  decision TEXT NOT NULL,
  person TEXT NOT NULL,
  reason TEXT NOT NULL,
  sign_us BIGINT NOT NULL,
  PRIMARY KEY (registration, decision),
  FOREIGN KEY (registration, decision)
    REFERENCES decision (registration, decision)
);

-- Sign-offs: every revision is kept; the last of a unit is in force.
CREATE TABLE sign_off (
  registration TEXT NOT NULL,
  unit TEXT NOT NULL,
  revision BIGINT NOT NULL,
  centre TEXT NOT NULL,
  assessor TEXT NOT NULL,
  sign_us BIGINT NOT NULL,
  state BIGINT NOT NULL,
  credits BIGINT NOT NULL,
  learner_declared_date TEXT NOT NULL,
  syllabus_version TEXT NOT NULL,
  superseded BIGINT NOT NULL,
  PRIMARY KEY (registration, unit, revision)
);

CREATE UNIQUE INDEX sign_off_last ON sign_off (registration, unit)
  WHERE superseded = 0;

CREATE INDEX sign_off_by_centre ON sign_off (centre, registration, unit)
  WHERE superseded = 0;

CREATE TABLE sign_off_person (
  registration TEXT NOT NULL,
  unit TEXT NOT NULL,
  revision BIGINT NOT NULL,
  person TEXT NOT NULL,
  PRIMARY KEY (registration, unit, revision, person),
  FOREIGN KEY (registration, unit, revision)
    REFERENCES sign_off (registration, unit, revision)
);
