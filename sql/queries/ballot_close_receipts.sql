-- Keeps the receipts of a wave's ballots, except those given, in the order of the receipts, which says nothing.
INSERT INTO answers.receipt (wave_id, receipt)
SELECT wave_id, receipt FROM box.ballot
WHERE wave_id = $1::integer AND receipt <> ALL ($2::bytea[])
ORDER BY receipt
