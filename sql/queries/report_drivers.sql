-- drivers of a wave by rank: rank, question, n, weight, correlation, R²
SELECT rank, question, n, weight, correlation, r_squared FROM ledger.driver WHERE wave_id = $1::integer ORDER BY rank
