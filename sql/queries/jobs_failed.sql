-- A job failed; it is tried again after one minute, four, sixteen …, at most six hours, from the moment given (NULL: now).
UPDATE survey.job SET state = 'failed', ended = now(), error = $3::text,
    again = coalesce($4::timestamptz, now()) + least(interval '1 minute' * power(4, least(attempts, 6) - 1), interval '6 hours')
WHERE kind = $1::text AND subject = $2::text
RETURNING to_char(again, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
