-- What stands between norms and departments: norm (from 1), department, difference, low, high, p, q, detectable.
SELECT norm, department, difference, low, high, p, q, detectable
FROM ledger.norm_difference WHERE wave_id = $1::integer ORDER BY norm, department
