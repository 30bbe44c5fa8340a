-- What people.csv changes: kind, employee_id, NULL, the fields that change, how many of the kind. At most $1::integer of each
-- kind are listed.
WITH stored AS (
    SELECT p.employee_id, p.email, p.name, d.code AS department, p.language, p.manager, p.segments
    FROM identity.person p JOIN identity.department d USING (department_id)
), change AS (
    SELECT CASE WHEN o.employee_id IS NULL THEN 'added' WHEN s.employee_id IS NULL THEN 'removed' ELSE 'changed' END
               AS kind,
           coalesce(s.employee_id, o.employee_id) AS employee_id,
           CASE WHEN o.employee_id IS NOT NULL AND s.employee_id IS NOT NULL THEN
               concat_ws(', ', CASE WHEN s.email <> o.email THEN 'email' END,
                               CASE WHEN s.name <> o.name THEN 'name' END,
                               CASE WHEN s.department <> o.department THEN 'department' END,
                               CASE WHEN s.language <> o.language THEN 'language' END,
                               CASE WHEN s.manager IS DISTINCT FROM o.manager THEN 'manager' END,
                               CASE WHEN s.segments::jsonb <> o.segments THEN 'segments' END)
           END AS fields
    FROM people_stage_person s FULL JOIN stored o ON o.employee_id = s.employee_id
), numbered AS (
    SELECT kind, employee_id, fields, row_number() OVER (PARTITION BY kind ORDER BY employee_id) AS rank,
           count(*) OVER (PARTITION BY kind) AS total
    FROM change WHERE fields IS DISTINCT FROM ''
)
SELECT kind, employee_id, NULL::text, fields, total FROM numbered WHERE rank <= $1::integer ORDER BY kind, rank
