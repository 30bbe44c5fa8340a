-- The beginning of a day in a time zone, and whether it is past: moment, boolean.
SELECT $1::date::timestamp AT TIME ZONE $2::text, $1::date::timestamp AT TIME ZONE $2::text <= now()
