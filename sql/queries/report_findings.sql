-- findings of a wave, the most important first
SELECT finding, kind, department, question, numbers::text FROM ledger.finding WHERE wave_id = $1::integer ORDER BY finding
