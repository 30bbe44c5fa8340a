-- The published index figures of a wave, in the columns of src/report/ledger_index.c.
SELECT department, index, status, n, effective, clipped, score, score_low, score_high,
       change_status, change_difference, change_low, change_high, change_p, change_q, change_detectable
FROM ledger.index_figure WHERE wave_id = $1::integer
