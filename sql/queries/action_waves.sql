-- Published waves of a survey, the earliest first: id, key, version of the survey, days of opening and closing, whether it
-- is the wave named, and whether it was published after the action had been made.
SELECT wave.wave_id, wave.key, wave.survey_version, coalesce(wave.first_day, (wave.opened AT TIME ZONE 'UTC')::date),
       (coalesce(wave.closed, wave.opened) AT TIME ZONE 'UTC')::date, coalesce(wave.key = $2::text, false),
       publication.published > action.created
FROM survey.wave wave
JOIN ledger.publication publication ON publication.wave_id = wave.wave_id
JOIN action.action action ON action.action_id = $3::integer
WHERE wave.survey_id = $1::text
ORDER BY coalesce(wave.closed, wave.opened), wave.wave_id
