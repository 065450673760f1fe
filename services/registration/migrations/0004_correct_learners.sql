-- Learners whose data is corrected, merged or erased (D25, D29, D30, D70).

ALTER TABLE learner ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE learner ADD COLUMN merged_into TEXT NOT NULL DEFAULT '';
ALTER TABLE learner ADD COLUMN erased BIGINT NOT NULL DEFAULT 0;

CREATE INDEX learner_merged ON learner (merged_into) WHERE merged_into <> '';

-- How the centre made sure who the learner is (D22).
ALTER TABLE registration
  ADD COLUMN identity_document_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE registration
  ADD COLUMN identity_checked_by TEXT NOT NULL DEFAULT '';
ALTER TABLE registration ADD COLUMN identity_checked_date TEXT;

-- Numbers that a learner had before, or brought along when another record was
-- merged into theirs. Kinds: 1 Unique Learner Number, 2 number at the awarding
-- organisation.
CREATE TABLE learner_former_number (
  learner TEXT NOT NULL REFERENCES learner (id),
  kind BIGINT NOT NULL,
  number TEXT NOT NULL,
  created_us BIGINT NOT NULL,
  PRIMARY KEY (learner, kind, number)
);

CREATE TABLE correction (
  learner TEXT NOT NULL REFERENCES learner (id),
  id TEXT NOT NULL,
  state BIGINT NOT NULL,
  reason TEXT NOT NULL,
  centre TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  requested_us BIGINT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_us BIGINT,
  decide_reason TEXT NOT NULL,
  PRIMARY KEY (learner, id)
);
CREATE INDEX correction_state ON correction (state, requested_us, id);
CREATE INDEX correction_requested ON correction (requested_us, id);

-- Personal data, erased with the learner's.
CREATE TABLE correction_field (
  learner TEXT NOT NULL,
  correction TEXT NOT NULL,
  position BIGINT NOT NULL,
  field TEXT NOT NULL,
  before_value TEXT NOT NULL,
  after_value TEXT NOT NULL,
  PRIMARY KEY (learner, correction, position),
  FOREIGN KEY (learner, correction) REFERENCES correction (learner, id)
);

-- Batches of registrations, by who sent them. Answers of rows that were not
-- accepted; those of the others are the journal's.
CREATE TABLE batch (
  subject TEXT NOT NULL,
  id TEXT NOT NULL,
  centre TEXT NOT NULL REFERENCES centre (id),
  answered_to BIGINT NOT NULL,
  created_us BIGINT NOT NULL,
  PRIMARY KEY (subject, id)
);

CREATE TABLE batch_answer (
  subject TEXT NOT NULL,
  batch TEXT NOT NULL,
  row_number BIGINT NOT NULL,
  fingerprint TEXT NOT NULL,
  answer BYTEA NOT NULL,
  PRIMARY KEY (subject, batch, row_number),
  FOREIGN KEY (subject, batch) REFERENCES batch (subject, id)
);
