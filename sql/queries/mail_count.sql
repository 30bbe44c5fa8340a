-- How many messages of a kind wait in the queue.
SELECT count(*) FROM identity.delivery
WHERE wave_id = $1::integer AND (reminder > 0) = $2::boolean AND state = 'queued'
