-- Keeps receipts of a wave, in their own order, which says nothing.
INSERT INTO answers.receipt (wave_id, receipt)
SELECT $1::integer, given.receipt FROM unnest($2::bytea[]) AS given(receipt) ORDER BY given.receipt
