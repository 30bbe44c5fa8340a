-- The directory's departments, those above first: code, name, code of the parent, number of own people.
WITH RECURSIVE tree AS (
    SELECT department_id, code, name, NULL::text AS parent, 0 AS depth FROM identity.department WHERE parent_id IS NULL
    UNION ALL
    SELECT d.department_id, d.code, d.name, t.code, t.depth + 1
    FROM identity.department d JOIN tree t ON d.parent_id = t.department_id
), people AS (
    SELECT department_id, count(*) AS number FROM identity.person GROUP BY department_id
)
SELECT t.code, t.name, t.parent, coalesce(people.number, 0)
FROM tree t LEFT JOIN people USING (department_id) ORDER BY t.depth, t.code COLLATE "C"
