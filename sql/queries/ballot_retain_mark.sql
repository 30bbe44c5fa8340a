-- The answers of a wave are dropped.
UPDATE survey.wave SET forgotten = now() WHERE wave_id = $1::integer
