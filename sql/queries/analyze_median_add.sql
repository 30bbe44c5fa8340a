-- the median department of a question
INSERT INTO ledger.median (wave_id, question, departments, value, score, favourable)
VALUES ($1::integer, $2::smallint, $3::integer, $4::float8, $5::float8, $6::float8)
