-- Waits until no other `setup` runs; held until the connection ends. The number is "echolot" in ASCII.
SELECT pg_advisory_lock(28537246195806068)
