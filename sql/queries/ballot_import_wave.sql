-- A closed wave of answers collected elsewhere; gives its wave_id. Days that are not given are today.
INSERT INTO survey.wave (key, survey_id, survey_version, k, state, opened, closed, asked, joined, weighted)
SELECT $1::text, $2::text, $3::integer, $4::smallint, 'closed', day.opened, least(day.closed + time '23:59:59', now()),
       $7::smallint[], $8::boolean, $9::boolean
FROM (SELECT coalesce($5::date, $6::date, current_date) AS opened, coalesce($6::date, current_date) AS closed) AS day
RETURNING wave_id
