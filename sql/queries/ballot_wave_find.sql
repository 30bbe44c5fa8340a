-- The wave with a key, in the columns of wave_read (src/ballot/wave.c).
SELECT wave_id, key, survey_id, survey_version, k, state,
       to_char(opened, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), to_char(closes, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
       to_char(closed, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), to_char(published, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
       joined, weighted, array_to_string(asked, ','), public_key, coalesce(last_day, closes::date),
       rake IS NOT NULL, array_to_string(rake, ','), coalesce(first_day, opened::date), opened > now()
FROM survey.wave WHERE key = $1::text
