-- Rewrites a wave's tokens as nobody's, in the order of their hashes: they are still known, so that their holders hear that the
-- wave is closed, but neither content nor place says whose they were.
WITH known AS (DELETE FROM identity.token WHERE wave_id = $1::integer RETURNING wave_id, token)
INSERT INTO identity.token (wave_id, token, invitation)
SELECT wave_id, token, NULL FROM known ORDER BY token
