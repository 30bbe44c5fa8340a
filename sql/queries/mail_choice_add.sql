-- Gives people the token with which they choose.
INSERT INTO identity.reminder_choice (person_id, token)
SELECT given.person_id, given.token FROM unnest($1::integer[], $2::bytea[]) AS given(person_id, token)
ON CONFLICT DO NOTHING
