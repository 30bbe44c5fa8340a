-- Removes the people that the stage does not have, and with them their invitations.
DELETE FROM identity.person p WHERE NOT EXISTS (SELECT FROM people_stage_person s WHERE s.employee_id = p.employee_id)
