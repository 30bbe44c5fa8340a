-- Writes identity.wave_secret into a new file, which only what is still valid goes into: deleted rows would stay in the pages of the old
-- one, even after VACUUM. The old file goes when the transaction is committed.
ALTER TABLE identity.wave_secret ALTER COLUMN tag_key TYPE bytea USING tag_key || ''::bytea
