-- Where comments of a published wave are shown: department, question, status, whether its answers were dropped since.
SELECT department, question, status, forgotten IS NOT NULL
FROM ledger.comment_place JOIN survey.wave USING (wave_id)
WHERE wave_id = $1::integer ORDER BY department, question
