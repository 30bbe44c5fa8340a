-- Waits, a second at most, until every transaction that stores ballots has ended. 25955 is "ec" in ASCII; no wave has a number below 1.
SELECT set_config('lock_timeout', '1s', true), pg_advisory_xact_lock(25955, -2)
