-- People with an employee id or an e-mail address: person_id, employee_id, email, name.
SELECT person_id, employee_id, email, name FROM identity.person
WHERE employee_id = $1::text OR (email <> '' AND lower(email) = lower($1::text))
ORDER BY employee_id COLLATE "C"
