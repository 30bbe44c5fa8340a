-- The department of a wave's snapshot with a code: its number, name, people of its own who are invited, whether an open link leads to it.
-- Other links of the wave are made afterwards.
SELECT d.department, d.name, coalesce(d.invited, 0),
       EXISTS (SELECT FROM survey.open_link l WHERE l.wave_id = d.wave_id AND l.department = d.department)
FROM survey.wave w JOIN survey.wave_department d USING (wave_id)
WHERE w.wave_id = $1::integer AND d.code = $2::text FOR NO KEY UPDATE OF w
