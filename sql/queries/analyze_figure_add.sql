-- figures as they are published, in the order of src/analyze/store.c
COPY ledger.figure (wave_id, department, question, status, n, effective, clipped,
                    mean, mean_low, mean_high, score,
                    favourable, favourable_low, favourable_high, neutral, unfavourable,
                    enps, enps_low, enps_high, promoters, passives, detractors,
                    shares, histogram,
                    change_status, change_difference, change_low, change_high, change_p, change_q, change_detectable,
                    change_rank_p, change_delta, change_effect,
                    change_favourable, change_favourable_low, change_favourable_high)
FROM STDIN (FORMAT binary)
