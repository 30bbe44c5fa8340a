-- Everybody invited to a wave: employee_id, email, language, invitation.
SELECT p.employee_id, p.email, p.language, i.invitation
FROM identity.invitation i JOIN identity.person p USING (person_id)
WHERE i.wave_id = $1::integer ORDER BY p.employee_id COLLATE "C"
