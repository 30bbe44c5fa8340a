-- Keeps a wave's tag key until it closes.
INSERT INTO identity.wave_secret (wave_id, tag_key) VALUES ($1::integer, $2::bytea)
