-- Writes identity.open_link into a new file, which only what is still valid goes into: deleted rows would stay in the pages of the old
-- one, even after VACUUM. The old file goes when the transaction is committed.
ALTER TABLE identity.open_link ALTER COLUMN token TYPE bytea USING token || ''::bytea
