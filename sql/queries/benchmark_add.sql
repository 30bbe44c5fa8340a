-- registers a benchmark of a survey; none when the name is taken
INSERT INTO survey.benchmark (name, survey_id) VALUES ($1::text, $2::text) ON CONFLICT DO NOTHING
