-- appends where comments are shown
COPY ledger.comment_place (wave_id, department, question, status) FROM STDIN (FORMAT binary)
