-- Whether this connection may now send the messages of a wave; nobody else can until it ends. 25965 is "em" in ASCII.
SELECT pg_try_advisory_lock(25965, $1::integer)
