-- what stands between norms and departments, in the order of src/analyze/store_beside.c
COPY ledger.norm_difference (wave_id, norm, department, difference, low, high, p, q, detectable) FROM STDIN (FORMAT binary)
