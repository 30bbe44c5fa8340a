-- The published terms of a wave, the most frequent of each list first: department, question, term, words, comments, departments, lower,
-- higher, p, q, detectable.
SELECT department, question, term, words, comments, departments, lower, higher, p, q, detectable
FROM ledger.term WHERE wave_id = $1::integer ORDER BY department, question, rank
