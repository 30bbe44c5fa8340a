-- The time in a time zone; fails with 22023 when there is none of that name.
SELECT now() AT TIME ZONE $1::text
