-- The wave is closed. One that had not opened yet never did: it ends where it begins.
UPDATE survey.wave SET state = 'closed', closed = now(), opened = least(opened, now()),
                       first_day = CASE WHEN opened <= now() THEN first_day END
WHERE wave_id = $1::integer AND state = 'open'
