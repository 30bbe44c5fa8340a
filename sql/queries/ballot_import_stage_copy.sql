-- Takes the single answers of a long file.
COPY ballot_import_stage (respondent, line, department, segments, weight, question, meaning, comment)
FROM STDIN (FORMAT binary)
