-- Nobody has the person as manager any more.
UPDATE identity.person SET manager = NULL
WHERE manager = (SELECT employee_id FROM identity.person WHERE person_id = $1::integer)
