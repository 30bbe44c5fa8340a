-- One row: departments, departments without a parent, people.
SELECT count(*), count(*) FILTER (WHERE parent_id IS NULL), (SELECT count(*) FROM identity.person)
FROM identity.department
