-- a published wave and the chain of those that its changes refer to, the latest first: id, when it closed in days since 1970, when another wave did
WITH RECURSIVE chain AS (
    SELECT $1::integer AS wave_id, 1 AS step
    UNION ALL
    SELECT p.previous, c.step + 1 FROM chain c JOIN ledger.publication p USING (wave_id)
    WHERE p.previous IS NOT NULL AND c.step < $2::integer
)
SELECT w.wave_id, extract(epoch FROM w.closed)::float8  / 86400,
       (SELECT extract(epoch FROM now.closed)::float8 / 86400 FROM survey.wave now WHERE now.wave_id = $3::integer)
FROM chain c JOIN survey.wave w USING (wave_id) ORDER BY c.step
