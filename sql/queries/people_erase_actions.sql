-- How many actions name an address as owner, and how many events as the one who did it.
SELECT (SELECT count(*) FROM action.action WHERE lower(owner) = lower($1::text)),
       (SELECT count(*) FROM action.event WHERE lower(actor) = lower($1::text))
