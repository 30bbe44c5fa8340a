-- The ids of the registered surveys; two are enough to know that there is more than one.
SELECT DISTINCT survey_id FROM survey.definition ORDER BY survey_id LIMIT 2
