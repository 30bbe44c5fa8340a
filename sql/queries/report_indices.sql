-- The published indices of a wave: index, alpha_n, alpha, alpha_low, alpha_high, standardised, correlation.
SELECT index, alpha_n, alpha, alpha_low, alpha_high, standardised, correlation
FROM ledger.index WHERE wave_id = $1::integer
