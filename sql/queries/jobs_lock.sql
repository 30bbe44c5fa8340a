-- Takes a job for this connection unless another one has it: boolean. A connection that ends lets go.
SELECT pg_try_advisory_lock(hashtextextended('echolot job ' || $1::text || ' ' || $2::text, 0))
