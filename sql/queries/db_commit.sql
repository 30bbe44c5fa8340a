-- Ends a transaction; what it wrote is durable when this returns.
COMMIT
