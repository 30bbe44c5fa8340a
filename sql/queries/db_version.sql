-- The schema's version: one row, the highest migration applied.
SELECT max(number) FROM echolot.migration
