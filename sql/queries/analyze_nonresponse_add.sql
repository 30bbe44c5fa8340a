-- those who did not answer, in the order of src/analyze/store_beside.c
COPY ledger.nonresponse (wave_id, department, below_half, small_group, below_siblings, siblings, enps_low, enps_high)
FROM STDIN (FORMAT binary)
