-- a norm of a registered benchmark
INSERT INTO survey.norm (name, norm, question, figure, value, people, source, year, scale_min, scale_max)
VALUES ($1::text, $2::smallint, $3::text, $4::text, $5::float8, $6::integer, $7::text, $8::smallint, $9::smallint, $10::smallint)
