-- departments against each other in the wave set by report_wave_set, columns in the order that report/ledger_trend.c reads
COPY (
    SELECT department, question::integer, departments, value, value_low, value_high, better,
           favourable, favourable_low, favourable_high, favourable_better
    FROM ledger.rank
    WHERE wave_id = current_setting('echolot.report_wave')::integer
) TO STDOUT (FORMAT binary)
