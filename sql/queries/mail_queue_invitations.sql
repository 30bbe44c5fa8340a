-- Puts the invitation of everybody into the queue, once.
INSERT INTO identity.delivery (wave_id, invitation, reminder)
SELECT wave_id, invitation, 0 FROM identity.invitation WHERE wave_id = $1::integer
ON CONFLICT DO NOTHING
