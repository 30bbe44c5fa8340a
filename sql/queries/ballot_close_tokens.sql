-- Keeps a wave's tokens as nobody's, in the order of their hashes: they are still known, so that their holders hear that the wave
-- is closed, but neither content nor place says whose they were.
INSERT INTO identity.former_token (wave_id, token)
SELECT wave_id, token FROM (SELECT wave_id, token FROM identity.token
                            UNION ALL SELECT wave_id, token FROM identity.open_link) AS t
WHERE wave_id = $1::integer ORDER BY token
