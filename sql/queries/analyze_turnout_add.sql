-- Keeps a day's participation (departments 3, invited 4, responded 5), unless the day in the time zone has it already or the last count is
-- too fresh.
INSERT INTO survey.turnout (wave_id, day, department, invited, responded)
SELECT $1::integer, (now() AT TIME ZONE $2::text)::date, r.department, r.invited, r.responded
FROM unnest($3::integer[], $4::integer[], $5::integer[]) AS r (department, invited, responded)
WHERE NOT EXISTS (SELECT FROM survey.turnout t WHERE t.wave_id = $1::integer
                  AND (t.day >= (now() AT TIME ZONE $2::text)::date OR t.counted > now() - interval '20 hours'))
ON CONFLICT DO NOTHING
