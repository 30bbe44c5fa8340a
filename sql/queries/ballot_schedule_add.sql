-- A new schedule: its schedule_id, the first opening's day and the key of its wave. Without a start it is the next Monday, first of a
-- month or first of a quarter in the time zone.
WITH today AS (
    SELECT (now() AT TIME ZONE $9::text)::date AS day
), first AS (
    SELECT coalesce($4::date, (date_trunc($3::text, day) + CASE $3::text WHEN 'week' THEN interval '7 days'
                                                                         WHEN 'month' THEN interval '1 month'
                                                                         ELSE interval '3 months' END)::date) AS day
    FROM today
)
INSERT INTO survey.schedule (key, survey, every, start, open_for, panel, k, remind)
SELECT $1::text, $2::text, $3::text, day, $5::smallint, $6::smallint, $7::smallint, $8::smallint FROM first
RETURNING schedule_id, start, survey.schedule_wave_key(key, every, start)
