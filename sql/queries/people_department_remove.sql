-- Removes the departments that the stage does not have.
DELETE FROM identity.department d WHERE NOT EXISTS (SELECT FROM people_stage_department s WHERE s.code = d.code)
