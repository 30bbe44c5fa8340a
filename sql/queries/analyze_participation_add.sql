-- who took part, by department
COPY ledger.participation (wave_id, department, invited, responded, partial) FROM STDIN (FORMAT binary)
