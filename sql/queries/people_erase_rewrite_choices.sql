-- Writes identity.reminder_choice into a new file without what was deleted, which would stay in the pages of the old one, even after VACUUM.
ALTER TABLE identity.reminder_choice ALTER COLUMN wanted TYPE boolean USING wanted AND true
