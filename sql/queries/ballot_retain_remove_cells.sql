-- Drops a wave's cells.
DELETE FROM answers.cell WHERE wave_id = $1::integer
