-- The median departments of a wave: question, departments, value, score, favourable.
SELECT question, departments, value, score, favourable FROM ledger.median WHERE wave_id = $1::integer ORDER BY question
