-- departments whose line goes on, in the order of src/analyze/store_trend.c
COPY ledger.department_line (wave_id, department, earlier) FROM STDIN (FORMAT binary)
