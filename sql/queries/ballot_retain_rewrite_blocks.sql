-- Writes answers.block into a new file without what was deleted, which would stay in the pages of the old one, even after VACUUM.
ALTER TABLE answers.block ALTER COLUMN sheets TYPE integer USING sheets + 0
