-- removes a benchmark with its norms; what was published of them stays
DELETE FROM survey.benchmark WHERE name = $1::text
