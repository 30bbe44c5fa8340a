-- pgbench: one ballot a transaction, as plainly as it can be stored: look the token up, insert.
\set person random(1, :people)
\set tag random(1, 1000000000000)
WITH invited AS (SELECT invitation FROM bench.token WHERE token = sha256(int8send(:person::bigint)))
INSERT INTO bench.ballot (wave_id, tag, sealed, receipt)
SELECT 1, sha256(invitation || int8send(:tag::bigint)), :sealed::bytea, substr(sha256(int8send(:tag::bigint)), 1, 10) FROM invited;
