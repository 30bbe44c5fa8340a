-- Where departments.csv waits to be compared with what is stored.
CREATE TEMPORARY TABLE people_stage_department (
    code   text PRIMARY KEY,
    name   text NOT NULL,
    parent text
) ON COMMIT DROP
