-- Puts ballots into the box or in the place of earlier ones of the same tag; for each one stored: its position from 1, whether it
-- replaced another ballot. A ballot of a wave that is closed is not stored and not among the rows.
WITH given AS (
    SELECT * FROM unnest($1::integer[], $2::bytea[], $3::bytea[], $4::bytea[])
        WITH ORDINALITY AS g(wave_id, tag, sealed, receipt, position)
), earlier AS (
    SELECT b.wave_id, b.tag, b.receipt FROM box.ballot b JOIN given USING (wave_id, tag)
), stored AS (
    INSERT INTO box.ballot AS b (wave_id, tag, sealed, receipt)
    SELECT g.wave_id, g.tag, g.sealed, g.receipt FROM given g JOIN survey.wave w USING (wave_id)
    WHERE w.state = 'open' AND coalesce(w.closes >= now(), true)
    ON CONFLICT (wave_id, tag) DO UPDATE SET sealed = excluded.sealed, receipt = excluded.receipt
    RETURNING b.wave_id, b.tag
)
SELECT g.position, e.tag IS NOT NULL AND e.receipt <> g.receipt
FROM stored s JOIN given g USING (wave_id, tag) LEFT JOIN earlier e USING (wave_id, tag)
