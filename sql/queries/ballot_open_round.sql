-- How many waves of a survey there were before.
SELECT count(*) FROM survey.wave WHERE survey_id = $1::text
