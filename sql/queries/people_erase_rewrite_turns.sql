-- Writes identity.panel_turn into a new file without what was deleted, which would stay in the pages of the old one, even after VACUUM.
ALTER TABLE identity.panel_turn ALTER COLUMN last TYPE integer USING last + 0
