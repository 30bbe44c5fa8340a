-- Where people.csv waits; segments as JSON text.
CREATE TEMPORARY TABLE people_stage_person (
    line        bigint NOT NULL,
    employee_id text NOT NULL,
    email       text NOT NULL,
    name        text NOT NULL,
    department  text NOT NULL,
    language    text NOT NULL,
    manager     text,
    segments    text NOT NULL
) ON COMMIT DROP
