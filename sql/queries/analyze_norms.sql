-- The norms registered for a survey, by benchmark: benchmark, question, figure, value, people, source, year, scale_min, scale_max.
SELECT name, question, figure, value, people, source, year, scale_min, scale_max
FROM survey.norm JOIN survey.benchmark USING (name)
WHERE survey_id = $1::text
ORDER BY name COLLATE "C", norm
