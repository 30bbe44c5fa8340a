-- Waits until a wave is not being closed and keeps it open until the transaction ends; the second lock waits for the end of another
-- wave's close, when it takes tables for itself (ballot_close_alone.sql). 25955 is "ec" in ASCII; no wave has the number 0.
SELECT pg_advisory_xact_lock_shared(25955, $1::integer), pg_advisory_xact_lock_shared(25955, 0)
