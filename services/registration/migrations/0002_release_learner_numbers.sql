-- A learner whose registrations are all withdrawn may register again under the
-- same Unique Learner Number: the number is released by the former row, which
-- keeps it (D23, D31). An award that came after a withdrawal is kept beside it.

DROP INDEX learner_unique_learner_number;
ALTER TABLE learner
  ADD COLUMN unique_learner_number_released BIGINT NOT NULL DEFAULT 0;
CREATE UNIQUE INDEX learner_unique_learner_number
  ON learner (unique_learner_number)
  WHERE unique_learner_number <> '' AND unique_learner_number <> '9999999999'
    AND unique_learner_number_released = 0;

ALTER TABLE registration
  ADD COLUMN award_after_withdrawal TEXT NOT NULL DEFAULT '';
