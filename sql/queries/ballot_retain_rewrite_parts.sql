-- Writes answers.part into a new file without what was deleted, which would stay in the pages of the old one, even after VACUUM.
ALTER TABLE answers.part ALTER COLUMN line TYPE integer USING line + 0
