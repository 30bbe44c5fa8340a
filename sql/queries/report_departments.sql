-- departments of a wave's snapshot with what was published of their participation and whether an open link leads there, parents first
SELECT d.code, d.name, d.parent, p.invited, p.responded, p.partial,
       EXISTS (SELECT FROM survey.open_link l WHERE l.wave_id = d.wave_id AND l.department = d.department)
FROM survey.wave_department d LEFT JOIN ledger.participation p USING (wave_id, department)
WHERE d.wave_id = $1::integer ORDER BY d.department
