-- the published figures of the wave set by report_wave_set, columns in the order that report/ledger.c reads
COPY (
    SELECT department, question::integer, status::integer, n, effective, clipped,
           mean, mean_low, mean_high, score, favourable, favourable_low, favourable_high, neutral, unfavourable,
           enps, enps_low, enps_high, promoters, passives, detractors,
           shares, histogram,
           change_status::integer, change_difference, change_low, change_high, change_p, change_q, change_detectable,
           change_rank_p, change_delta, change_effect, change_favourable, change_favourable_low, change_favourable_high
    FROM ledger.figure
    WHERE wave_id = current_setting('echolot.report_wave')::integer
) TO STDOUT (FORMAT binary)
