-- Centres and appointments that change, holds (D68), conflicts of interest
-- (D19), and the rest of the delivery plan.

ALTER TABLE qualification_approval
  ADD COLUMN entry_criteria TEXT NOT NULL DEFAULT '';
ALTER TABLE qualification_approval
  ADD COLUMN entry_criteria_uri TEXT NOT NULL DEFAULT '';
ALTER TABLE qualification_approval
  ADD COLUMN quality_manager TEXT NOT NULL DEFAULT '';

ALTER TABLE appointment ADD COLUMN revision BIGINT NOT NULL DEFAULT 1;
ALTER TABLE appointment ADD COLUMN end_reason TEXT NOT NULL DEFAULT '';
CREATE INDEX appointment_whose ON appointment (person, centre);
ALTER TABLE competence ADD COLUMN level_min BIGINT NOT NULL DEFAULT 0;

ALTER TABLE delivery_plan ADD COLUMN delivery_modes TEXT NOT NULL DEFAULT '';
ALTER TABLE delivery_plan ADD COLUMN advert TEXT NOT NULL DEFAULT '';

-- Kinds of targets: 1 a centre (its id), 2 a person (subject of their tokens),
-- 3 a learner (id). Scopes are bits, 1 << number in the contract; 0 is all.
CREATE TABLE hold (
  id TEXT NOT NULL PRIMARY KEY,
  kind BIGINT NOT NULL,
  target TEXT NOT NULL,
  scopes BIGINT NOT NULL,
  reason TEXT NOT NULL,
  placed_by TEXT NOT NULL,
  placed_us BIGINT NOT NULL,
  lifted_by TEXT NOT NULL,
  lifted_us BIGINT,
  lift_reason TEXT NOT NULL
);
CREATE INDEX hold_target ON hold (kind, target);
CREATE INDEX hold_placed ON hold (placed_us, id);

-- One of learner (id) and other_person is not empty.
CREATE TABLE interest_conflict (
  centre TEXT NOT NULL REFERENCES centre (id),
  id TEXT NOT NULL,
  person TEXT NOT NULL,
  learner TEXT NOT NULL,
  other_person TEXT NOT NULL,
  nature TEXT NOT NULL,
  start_date TEXT NOT NULL,
  end_date TEXT,
  mitigation TEXT NOT NULL,
  mitigation_state BIGINT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_us BIGINT,
  decide_reason TEXT NOT NULL,
  declared_by TEXT NOT NULL,
  declared_us BIGINT NOT NULL,
  PRIMARY KEY (centre, id)
);
CREATE INDEX interest_conflict_declared
  ON interest_conflict (centre, declared_us, id);
CREATE INDEX interest_conflict_other
  ON interest_conflict (centre, other_person) WHERE other_person <> '';
-- Nobody has the same conflict twice at once.
CREATE UNIQUE INDEX interest_conflict_open
  ON interest_conflict (centre, person, learner, other_person)
  WHERE end_date IS NULL;
