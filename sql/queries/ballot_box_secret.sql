-- K_wave of an open wave.
SELECT tag_key FROM identity.wave_secret WHERE wave_id = $1::integer
