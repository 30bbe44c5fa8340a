-- Gives the people that stay what the stage says about them, where it differs.
UPDATE identity.person p
SET email = s.email, name = s.name, department_id = d.department_id, language = s.language, manager = s.manager,
    segments = s.segments::jsonb
FROM people_stage_person s JOIN identity.department d ON d.code = s.department
WHERE s.employee_id = p.employee_id
  AND (p.email, p.name, p.department_id, p.language, p.manager, p.segments)
      IS DISTINCT FROM (s.email, s.name, d.department_id, s.language, s.manager, s.segments::jsonb)
