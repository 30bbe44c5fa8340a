-- All registered versions: survey, version, hash, English title, when it was added (UTC), how many waves use it.
SELECT definition.survey_id, definition.version, definition.hash,
       definition.document::jsonb -> 'title' ->> 'en',
       to_char(definition.added AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
       count(wave.wave_id)
FROM survey.definition AS definition
LEFT JOIN survey.wave AS wave
    ON wave.survey_id = definition.survey_id AND wave.survey_version = definition.version
GROUP BY definition.survey_id, definition.version
ORDER BY definition.survey_id, definition.version
