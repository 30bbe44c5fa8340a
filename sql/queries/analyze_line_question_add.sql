-- questions whose line goes on, in the order of src/analyze/store_trend.c
COPY ledger.question_line (wave_id, question, earlier) FROM STDIN (FORMAT binary)
