-- A moment as a person or a program writes it (NULL: now), in UTC.
SELECT to_char(coalesce($1::timestamptz, now()), 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
