-- Writes answers.cell into a new file without what was deleted, which would stay in the pages of the old one, even after VACUUM.
ALTER TABLE answers.cell ALTER COLUMN partial TYPE integer USING partial + 0
