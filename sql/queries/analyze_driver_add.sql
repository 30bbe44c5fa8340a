-- a driver of a publication, by rank from 1
INSERT INTO ledger.driver (wave_id, rank, question, n, weight, correlation, r_squared)
VALUES ($1::integer, $2::smallint, $3::smallint, $4::integer, $5::float8, $6::float8, $7::float8)
