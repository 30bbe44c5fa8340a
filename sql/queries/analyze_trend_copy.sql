-- what is published of scored questions in the wave set by analyze_wave_set, in the order of src/analyze/history.c
COPY (
    SELECT department, question::integer, coalesce(effective, n), coalesce(enps, mean), promoters, detractors, histogram, change_detectable
    FROM ledger.figure
    WHERE wave_id = current_setting('echolot.wave')::integer AND status = 0 AND (mean IS NOT NULL OR enps IS NOT NULL)
) TO STDOUT (FORMAT binary)
