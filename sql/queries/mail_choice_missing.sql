-- Everybody invited to a wave who has no row for the choice of reminders: person_id.
SELECT i.person_id FROM identity.invitation i LEFT JOIN identity.reminder_choice c USING (person_id)
WHERE i.wave_id = $1::integer AND c.person_id IS NULL ORDER BY i.person_id
