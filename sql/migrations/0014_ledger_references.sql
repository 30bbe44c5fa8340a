-- The long tables of a publication are written by the hundred thousand rows, all of them of one wave, and PostgreSQL asks for
-- every single row whether that wave exists: nearly half of what publishing costs. Their wave is that of ledger.publication,
-- which is written first in the same transaction and keeps its reference, so a published wave still cannot be removed.
SET LOCAL ROLE echolot_owner;

ALTER TABLE ledger.figure DROP CONSTRAINT figure_wave_id_fkey;
ALTER TABLE ledger.participation DROP CONSTRAINT participation_wave_id_fkey;
ALTER TABLE ledger.trend DROP CONSTRAINT trend_wave_id_fkey;
ALTER TABLE ledger.rank DROP CONSTRAINT rank_wave_id_fkey;
ALTER TABLE ledger.index_figure DROP CONSTRAINT index_figure_wave_id_fkey;
ALTER TABLE ledger.department_line DROP CONSTRAINT department_line_wave_id_fkey;
