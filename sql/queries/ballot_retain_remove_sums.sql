-- Drops a wave's sums.
DELETE FROM answers.sums WHERE wave_id = $1::integer
