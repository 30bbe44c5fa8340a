-- Puts ballots into the box or in the place of earlier, different ones of the same tag. Rows: each wave that takes ballots (wave_id), and
-- each ballot put (its receipt, whether it replaced another). One that was there already is not among the rows, nor is one of another wave.
WITH open AS MATERIALIZED (
    SELECT wave_id FROM survey.wave WHERE state = 'open' AND coalesce(closes >= now(), true) AND opened <= now()
), put AS (
    INSERT INTO box.ballot AS b (wave_id, tag, sealed, receipt)
    SELECT g.wave_id, g.tag, g.sealed, g.receipt
    FROM unnest($1::integer[], $2::bytea[], $3::bytea[], $4::bytea[]) AS g(wave_id, tag, sealed, receipt)
    WHERE g.wave_id IN (SELECT wave_id FROM open)
    ON CONFLICT (wave_id, tag) DO UPDATE SET sealed = excluded.sealed, receipt = excluded.receipt
    WHERE b.receipt <> excluded.receipt
    RETURNING b.receipt, b.xmax <> 0 AS replaced -- a new row was never locked, a replaced one was, by this statement
)
SELECT wave_id, NULL::bytea AS receipt, NULL::boolean AS replaced FROM open
UNION ALL
SELECT NULL, receipt, replaced FROM put
