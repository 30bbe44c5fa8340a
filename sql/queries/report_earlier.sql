-- the chain of published waves that a wave's changes refer to, the latest first: id, key, survey version, opened, closed
WITH RECURSIVE chain AS (
    SELECT p.previous AS wave_id, 1 AS step FROM ledger.publication p
    WHERE p.wave_id = $1::integer AND p.previous IS NOT NULL
    UNION ALL
    SELECT p.previous, c.step + 1 FROM chain c JOIN ledger.publication p USING (wave_id)
    WHERE p.previous IS NOT NULL AND c.step < $2::integer
)
SELECT w.wave_id, w.key, w.survey_version,
       to_char(w.opened AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
       to_char(w.closed AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
FROM chain c JOIN survey.wave w USING (wave_id) ORDER BY c.step
