-- The norms of a publication: benchmark, question, figure, value, people, source, year.
SELECT benchmark, question, figure, value, people, source, year FROM ledger.norm WHERE wave_id = $1::integer ORDER BY norm
