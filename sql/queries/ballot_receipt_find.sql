-- Where a receipt belongs: wave key, whether the ballot was counted. No row when there is no such ballot.
SELECT w.key, true FROM answers.receipt r JOIN survey.wave w USING (wave_id) WHERE r.receipt = $1::bytea
UNION ALL
SELECT w.key, false FROM box.ballot b JOIN survey.wave w USING (wave_id) WHERE b.receipt = $1::bytea
LIMIT 1
