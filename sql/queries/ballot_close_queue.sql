-- One close at a time. 25955 is "ec" in ASCII; no wave has a number below 1.
SELECT pg_advisory_xact_lock(25955, -1)
