-- trends, in the order of src/analyze/store_trend.c
COPY ledger.trend (wave_id, department, question, waves, slope, slope_low, slope_high, p, q, detectable,
                   rank_slope, rank_low, rank_high, rank_p, average, average_limit, alarm)
FROM STDIN (FORMAT binary)
