-- a norm of a publication
INSERT INTO ledger.norm (wave_id, norm, benchmark, question, figure, value, people, source, year)
VALUES ($1::integer, $2::smallint, $3::text, $4::smallint, $5::text, $6::float8, $7::integer, $8::text, $9::smallint)
