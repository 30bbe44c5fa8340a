-- A survey's definition as registered: the version asked for, or the latest.
SELECT document FROM survey.definition
WHERE survey_id = $1::text AND ($2::integer IS NULL OR version = $2::integer)
ORDER BY version DESC LIMIT 1
