-- The document of a version, of the latest one when the version is NULL.
SELECT document, version
FROM survey.definition
WHERE survey_id = $1::text AND version = coalesce($2::integer, version)
ORDER BY version DESC
LIMIT 1
