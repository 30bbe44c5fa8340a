-- Adds a department to the directory; $3::text is its parent's code or NULL.
INSERT INTO identity.department (code, name, parent_id)
VALUES ($1::text, $2::text, (SELECT department_id FROM identity.department WHERE code = $3::text))
