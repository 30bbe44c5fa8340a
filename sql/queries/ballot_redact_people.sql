-- Who is in the directory: name, e-mail address, employee id.
SELECT name, email, employee_id FROM identity.person
