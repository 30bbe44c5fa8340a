-- For a new schedule: whether its first day (parameter 1, may be NULL) is over in a time zone, and how many people there are.
SELECT coalesce($1::date < (now() AT TIME ZONE $2::text)::date, false), (SELECT count(*) FROM identity.person)
