-- what the weights of a publication are worth; segments and warnings are lists separated by a unit separator
INSERT INTO ledger.weighting (wave_id, method, segments, people, effective, design_effect, least, most, warnings)
VALUES ($1::integer, $2::text, string_to_array($3::text, E'\x1f'), $4::integer, $5::float8, $6::float8, $7::float8, $8::float8,
        string_to_array($9::text, E'\x1f'))
