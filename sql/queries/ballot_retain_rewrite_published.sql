-- Writes ledger.comment into a new file without what was deleted, which would stay in the pages of the old one, even after VACUUM.
ALTER TABLE ledger.comment ALTER COLUMN department TYPE integer USING department + 0
