-- The latest published wave of a survey that closed before a given one and whose answers are still there; its columns as wave_read wants them.
SELECT wave_id, key, survey_id, survey_version, k, state,
       to_char(opened, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), to_char(closes, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
       to_char(closed, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), to_char(published, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
       joined, weighted, array_to_string(asked, ','), public_key, coalesce(last_day, closes::date),
       rake IS NOT NULL, array_to_string(rake, ','), coalesce(first_day, opened::date), survey.wave.opened > now()
FROM survey.wave
WHERE survey_id = $1::text AND state = 'published' AND forgotten IS NULL
  AND (survey.wave.closed, wave_id) < (SELECT coalesce(o.closed, 'infinity'), o.wave_id FROM survey.wave o
                                       WHERE o.wave_id = $2::integer)
ORDER BY survey.wave.closed DESC, wave_id DESC LIMIT 1
