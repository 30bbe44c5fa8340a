-- Lets go of a job.
SELECT pg_advisory_unlock(hashtextextended('echolot job ' || $1::text || ' ' || $2::text, 0))
