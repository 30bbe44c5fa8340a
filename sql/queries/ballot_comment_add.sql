-- Stores the staged comments of a wave in the order of their own random numbers.
INSERT INTO answers.comment (wave_id, position, question, department, body)
SELECT $1::integer, row_number() OVER (ORDER BY place) - 1, question, department, body
FROM ballot_stage WHERE body IS NOT NULL ORDER BY place
