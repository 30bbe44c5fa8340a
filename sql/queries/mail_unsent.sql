-- Each person's latest message of a kind, if it was not sent: employee_id, email, state, attempts, reply.
SELECT p.employee_id, p.email, d.state, d.attempts, d.reply
FROM identity.delivery d
JOIN identity.invitation i ON i.wave_id = d.wave_id AND i.invitation = d.invitation
JOIN identity.person p ON p.person_id = i.person_id
WHERE d.wave_id = $1::integer AND (d.reminder > 0) = $2::boolean AND d.state <> 'sent'
  AND NOT EXISTS (SELECT FROM identity.delivery later
                  WHERE later.wave_id = d.wave_id AND later.invitation = d.invitation AND later.reminder > d.reminder
                    AND d.reminder > 0)
ORDER BY p.employee_id COLLATE "C"
