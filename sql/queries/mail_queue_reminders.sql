-- Puts reminders into the queue.
INSERT INTO identity.delivery (wave_id, invitation, reminder)
SELECT $1::integer, given.invitation, given.reminder
FROM unnest($2::bytea[], $3::integer[]) AS given(invitation, reminder)
ON CONFLICT DO NOTHING
