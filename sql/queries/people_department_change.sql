-- Gives the departments the names and parents of the stage, where they differ.
UPDATE identity.department d SET name = s.name, parent_id = p.department_id
FROM people_stage_department s LEFT JOIN identity.department p ON p.code = s.parent
WHERE s.code = d.code AND (d.name <> s.name OR d.parent_id IS DISTINCT FROM p.department_id)
