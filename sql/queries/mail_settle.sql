-- What became of it. Back in the queue, the attempt counts only if it was one.
UPDATE identity.delivery SET state = $4::text, reply = $5::text, attempts = attempts - $6::integer
WHERE wave_id = $1::integer AND invitation = $2::bytea AND reminder = $3::smallint AND state IN ('queued', 'sending')
