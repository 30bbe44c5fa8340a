-- The content hash of a version, and the latest version there is; no row when the version is not registered.
SELECT definition.hash,
       (SELECT max(latest.version) FROM survey.definition AS latest WHERE latest.survey_id = definition.survey_id)
FROM survey.definition AS definition
WHERE definition.survey_id = $1::text AND definition.version = $2::integer
