-- what a wave's publication says of each index, by department: department, index, status
SELECT department, index, status FROM ledger.index_figure WHERE wave_id = $1::integer
