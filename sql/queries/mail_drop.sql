-- Takes a reminder that is not needed any more out of the queue.
DELETE FROM identity.delivery
WHERE wave_id = $1::integer AND invitation = $2::bytea AND reminder = $3::smallint AND state = 'queued'
