-- Keeps waves, each given once, from being closed until the transaction ends; false for a wave that is being closed. 25955 is "ec" in ASCII.
SELECT wave_id, pg_try_advisory_xact_lock_shared(25955, wave_id) FROM unnest($1::integer[]) AS given(wave_id)
