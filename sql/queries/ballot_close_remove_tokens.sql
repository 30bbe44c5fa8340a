-- Removes a wave's tokens.
DELETE FROM identity.token WHERE wave_id = $1::integer
