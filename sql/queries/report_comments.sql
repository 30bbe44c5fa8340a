-- The published comments of a wave in their shuffle: question, the lowest department that shows it, body.
SELECT question, department, body FROM ledger.comment WHERE wave_id = $1::integer ORDER BY position
