-- Keeps the key of a schedule's panel.
INSERT INTO identity.panel (schedule_id, secret) VALUES ($1::integer, $2::bytea)
