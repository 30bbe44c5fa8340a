-- The end of a day in a time zone, and whether it is over: moment, boolean.
SELECT ($1::date + time '23:59:59') AT TIME ZONE $2::text, ($1::date + time '23:59:59') AT TIME ZONE $2::text < now()
