-- The next message of a kind in the queue, in the order of the invitations, which says nothing about anybody: invitation, number of the
-- reminder, attempts, employee_id, email, name, language, token of the choice, whether reminders are wanted.
SELECT d.invitation, d.reminder, d.attempts, p.employee_id, p.email, p.name, p.language, c.token, c.wanted
FROM identity.delivery d
JOIN identity.invitation i ON i.wave_id = d.wave_id AND i.invitation = d.invitation
JOIN identity.person p ON p.person_id = i.person_id
JOIN identity.reminder_choice c ON c.person_id = i.person_id
WHERE d.wave_id = $1::integer AND (d.reminder > 0) = $2::boolean AND d.state = 'queued' AND d.invitation > $3::bytea
ORDER BY d.invitation, d.reminder LIMIT 1
