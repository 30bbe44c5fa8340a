-- Takes sheets and comments as they come.
COPY ballot_stage (place, sheet, question, department, body) FROM STDIN (FORMAT binary)
