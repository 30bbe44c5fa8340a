-- how many answer sheets a wave has
SELECT coalesce(sum(sheets), 0) FROM answers.block WHERE wave_id = $1::integer
