-- Waits until a wave is not being closed and keeps it open until the transaction ends. 25955 is "ec" in ASCII.
SELECT pg_advisory_xact_lock_shared(25955, $1::integer)
