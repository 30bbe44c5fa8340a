-- what a wave's publication says of each figure, by department and question: department, question, status
SELECT department, question, status FROM ledger.figure WHERE wave_id = $1::integer
