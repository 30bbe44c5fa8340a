-- What departments.csv changes: kind, code, what was, what is now, how many of the kind. At most $1::integer of each
-- kind are listed.
WITH stored AS (
    SELECT d.code, d.name, p.code AS parent
    FROM identity.department d LEFT JOIN identity.department p ON p.department_id = d.parent_id
), change AS (
    SELECT 'added' AS kind, s.code, NULL::text AS was, s.name AS now
    FROM people_stage_department s WHERE NOT EXISTS (SELECT FROM stored o WHERE o.code = s.code)
    UNION ALL
    SELECT 'removed', o.code, o.name, NULL
    FROM stored o WHERE NOT EXISTS (SELECT FROM people_stage_department s WHERE s.code = o.code)
    UNION ALL
    SELECT 'renamed', s.code, o.name, s.name
    FROM people_stage_department s JOIN stored o USING (code) WHERE o.name <> s.name
    UNION ALL
    SELECT 'moved', s.code, coalesce(o.parent, ''), coalesce(s.parent, '')
    FROM people_stage_department s JOIN stored o USING (code) WHERE o.parent IS DISTINCT FROM s.parent
), numbered AS (
    SELECT *, row_number() OVER (PARTITION BY kind ORDER BY code) AS rank, count(*) OVER (PARTITION BY kind) AS total
    FROM change
)
SELECT kind, code, was, now, total FROM numbered WHERE rank <= $1::integer ORDER BY kind, rank
