-- What the weights of a wave are worth: method, people, effective, design_effect, least, most, segments and warnings (lists
-- separated by a unit separator).
SELECT method, people, effective, design_effect, least, most, array_to_string(segments, E'\x1f'),
       array_to_string(warnings, E'\x1f')
FROM ledger.weighting WHERE wave_id = $1::integer
