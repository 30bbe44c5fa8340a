-- Registers a version; touches no row when that version is there already.
INSERT INTO survey.definition (survey_id, version, hash, document)
VALUES ($1::text, $2::integer, $3::text, $4::text)
ON CONFLICT (survey_id, version) DO NOTHING
