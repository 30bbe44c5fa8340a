-- Removes the stage, so that a transaction may close one wave after another.
DROP TABLE ballot_stage
