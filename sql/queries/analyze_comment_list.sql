-- The comments of a wave in their shuffle: position, question, department, body.
SELECT position, question, department, body FROM answers.comment WHERE wave_id = $1::integer ORDER BY position
