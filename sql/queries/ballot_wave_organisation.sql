-- A wave's departments by number: number, code, name, parent (-1 for the root), invited (-1 when unknown).
SELECT department, code, name, coalesce(parent, -1), coalesce(invited, -1)
FROM survey.wave_department WHERE wave_id = $1::integer ORDER BY department
