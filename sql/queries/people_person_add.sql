-- Adds the new people of the stage.
INSERT INTO identity.person (employee_id, email, name, department_id, language, manager, segments)
SELECT s.employee_id, s.email, s.name, d.department_id, s.language, s.manager, s.segments::jsonb
FROM people_stage_person s JOIN identity.department d ON d.code = s.department
WHERE NOT EXISTS (SELECT FROM identity.person p WHERE p.employee_id = s.employee_id)
ORDER BY s.employee_id
