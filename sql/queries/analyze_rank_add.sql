-- departments against each other, in the order of src/analyze/store_trend.c
COPY ledger.rank (wave_id, department, question, departments, value, value_low, value_high, better,
                  favourable, favourable_low, favourable_high, favourable_better)
FROM STDIN (FORMAT binary)
