-- how far the items of an index measure one thing, as it is published
INSERT INTO ledger.index (wave_id, index, alpha_n, alpha, alpha_low, alpha_high, standardised, correlation)
VALUES ($1::integer, $2::smallint, $3::integer, $4::float8, $5::float8, $6::float8, $7::float8, $8::float8)
