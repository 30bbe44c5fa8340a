-- Freezes the directory's tree for a wave: numbered from the root, a parent before its children, with the people of each that are
-- asked (parameter 2; NULL: everybody).
WITH RECURSIVE tree AS (
    SELECT department_id, parent_id, code, name, ARRAY[code COLLATE "C"] AS path
    FROM identity.department WHERE parent_id IS NULL
    UNION ALL
    SELECT d.department_id, d.parent_id, d.code, d.name, t.path || (d.code COLLATE "C")
    FROM identity.department d JOIN tree t ON d.parent_id = t.department_id
), numbered AS (
    SELECT department_id, parent_id, code, name, (row_number() OVER (ORDER BY path) - 1)::integer AS number FROM tree
), people AS (
    SELECT department_id, count(*)::integer AS invited FROM identity.person
    WHERE $2::integer[] IS NULL OR person_id = ANY ($2::integer[]) GROUP BY department_id
)
INSERT INTO survey.wave_department (wave_id, department, code, name, parent, invited)
SELECT $1::integer, n.number, n.code, n.name, p.number, coalesce(people.invited, 0)
FROM numbered n
LEFT JOIN numbered p ON p.department_id = n.parent_id
LEFT JOIN people ON people.department_id = n.department_id
ORDER BY n.number
