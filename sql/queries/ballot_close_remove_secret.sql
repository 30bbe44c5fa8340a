-- Removes K_wave.
DELETE FROM identity.wave_secret WHERE wave_id = $1::integer
