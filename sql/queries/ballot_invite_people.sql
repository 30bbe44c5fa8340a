-- Everybody invited to a wave: employee_id, email, language, invitation, name, number of the department, place (from 1) in an order
-- by department and name, as invitations are handed out.
SELECT p.employee_id, p.email, p.language, i.invitation, p.name, i.department,
       row_number() OVER (ORDER BY i.department, p.name COLLATE "und-x-icu", p.employee_id COLLATE "C")
FROM identity.invitation i JOIN identity.person p USING (person_id)
WHERE i.wave_id = $1::integer ORDER BY p.employee_id COLLATE "C"
