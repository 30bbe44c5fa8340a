-- A message is about to be handed to the mail server.
UPDATE identity.delivery SET state = 'sending', attempts = attempts + 1, attempted = current_date, reply = NULL
WHERE wave_id = $1::integer AND invitation = $2::bytea AND reminder = $3::smallint AND state = 'queued'
