-- Adds a department without invited people to a wave's snapshot, below parameter 2: its number. No row when there is no number left.
INSERT INTO survey.wave_department (wave_id, department, code, name, parent, invited)
SELECT $1::integer, max(department) + 1, $3::text, $4::text, $2::integer, 0
FROM survey.wave_department WHERE wave_id = $1::integer HAVING max(department) + 1 < $5::integer
RETURNING department
