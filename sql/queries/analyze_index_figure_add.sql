-- index figures as they are published, in the order of src/analyze/index_store.c
COPY ledger.index_figure (wave_id, department, index, status, n, effective, clipped, score, score_low, score_high,
                          change_status, change_difference, change_low, change_high, change_p, change_q,
                          change_detectable)
FROM STDIN (FORMAT binary)
