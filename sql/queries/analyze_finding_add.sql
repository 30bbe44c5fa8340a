-- findings of a publication, by rank from 1, in the order of src/analyze/store_finding.c
COPY ledger.finding (wave_id, finding, kind, department, question, numbers) FROM STDIN (FORMAT binary)
