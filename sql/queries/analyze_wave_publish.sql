-- a closed wave becomes published
UPDATE survey.wave SET state = 'published', published = now() WHERE wave_id = $1::integer AND state = 'closed'
