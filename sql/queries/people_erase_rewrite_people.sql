-- Writes identity.person into a new file without what was deleted, which would stay in the pages of the old one, even after VACUUM.
ALTER TABLE identity.person ALTER COLUMN name TYPE text USING name || ''
