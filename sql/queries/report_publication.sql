-- when a wave was published (UTC) and the key of the wave that its changes refer to; no row: not published
SELECT to_char(p.published AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), previous.key
FROM ledger.publication p LEFT JOIN survey.wave previous ON previous.wave_id = p.previous
WHERE p.wave_id = $1::integer
