-- departments of a wave's snapshot with what was published of their participation, parents first
SELECT d.code, d.name, d.parent, p.invited, p.responded, p.partial
FROM survey.wave_department d LEFT JOIN ledger.participation p USING (wave_id, department)
WHERE d.wave_id = $1::integer ORDER BY d.department
