-- appends words and phrases
COPY ledger.term (wave_id, department, question, rank, term, words, comments, departments, lower, higher, p, q, detectable)
FROM STDIN (FORMAT binary)
