-- A job begins; what is still "running" when nobody holds its lock was cut off.
INSERT INTO survey.job AS j (kind, subject, state, attempts, started) VALUES ($1::text, $2::text, 'running', 1, now())
ON CONFLICT (kind, subject) DO UPDATE SET state = 'running', started = now(), ended = NULL, again = NULL, error = NULL,
    attempts = CASE WHEN j.state = 'done' THEN 1 ELSE j.attempts + 1 END
