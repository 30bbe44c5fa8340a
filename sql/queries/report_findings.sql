-- findings of a wave, the most important first; question −1: of none
SELECT finding, kind, department, coalesce(question, -1), numbers::text FROM ledger.finding WHERE wave_id = $1::integer ORDER BY finding
