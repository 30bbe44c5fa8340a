-- The wave is closed.
UPDATE survey.wave SET state = 'closed', closed = now() WHERE wave_id = $1::integer AND state = 'open'
