-- Waits for all whose transactions use the tables that the end of a close takes for itself, and holds further ones off, so that nobody
-- waits for each other. 25955 is "ec" in ASCII; no wave has the number 0.
SELECT pg_advisory_xact_lock(25955, 0)
