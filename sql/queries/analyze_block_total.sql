-- how many answer sheets a share of a wave's blocks has, and how many blocks these are
SELECT coalesce(sum(sheets), 0), count(*)
FROM answers.block WHERE wave_id = $1::integer AND block % $3::integer = $2::integer
