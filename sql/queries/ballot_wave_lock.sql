-- Waits until no ballot of a wave is being stored and holds further ones off until the transaction ends. 25955 is "ec" in ASCII.
SELECT pg_advisory_xact_lock(25955, $1::integer)
