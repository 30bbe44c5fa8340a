-- appends comments as they are shown
COPY ledger.comment (wave_id, position, question, department, body) FROM STDIN (FORMAT binary)
