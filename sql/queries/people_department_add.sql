-- Adds the new departments of the stage; their parents are set by people_department_change.
INSERT INTO identity.department (code, name)
SELECT code, name FROM people_stage_department ORDER BY code
ON CONFLICT (code) DO NOTHING
