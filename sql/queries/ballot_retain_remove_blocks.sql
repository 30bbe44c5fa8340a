-- Drops a wave's blocks.
DELETE FROM answers.block WHERE wave_id = $1::integer
