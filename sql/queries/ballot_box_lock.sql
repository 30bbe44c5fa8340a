-- Keeps waves, each given once, from being closed until the transaction ends; false for a wave that is being closed. Also lets new connections
-- wait for it (ballot_box_earlier.sql). 25955 is "ec" in ASCII; no wave has a number below 1.
SELECT wave_id, pg_try_advisory_xact_lock_shared(25955, wave_id) FROM unnest($1::integer[]) AS given(wave_id)
WHERE (SELECT pg_advisory_xact_lock_shared(25955, -2)::text) IS NOT NULL
