-- A wave's departments by number: number, code, name, parent (-1 for the root), invited (-1 when unknown, as where an open link leads).
SELECT d.department, d.code, d.name, coalesce(d.parent, -1),
       CASE WHEN EXISTS (SELECT FROM survey.open_link l WHERE l.wave_id = d.wave_id AND l.department = d.department) THEN -1
            ELSE coalesce(d.invited, -1) END
FROM survey.wave_department d WHERE d.wave_id = $1::integer ORDER BY d.department
