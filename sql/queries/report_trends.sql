-- trends of the wave set by report_wave_set, columns in the order that report/ledger_trend.c reads
COPY (
    SELECT department, question::integer, waves::integer, slope, slope_low, slope_high, p, q, detectable,
           rank_slope, rank_low, rank_high, rank_p, average, average_limit, alarm
    FROM ledger.trend
    WHERE wave_id = current_setting('echolot.report_wave')::integer
) TO STDOUT (FORMAT binary)
