-- how the lines of a wave go on from its previous one: whether of a question, number, number there
SELECT false, department, earlier FROM ledger.department_line WHERE wave_id = $1::integer
UNION ALL
SELECT true, question, earlier FROM ledger.question_line WHERE wave_id = $1::integer
