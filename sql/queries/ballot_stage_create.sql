-- Makes the table in which sheets and comments wait under a random number; it goes with the transaction at the latest.
CREATE TEMPORARY TABLE ballot_stage (
    place      bigint NOT NULL,
    sheet      bytea,            -- a sheet, or …
    question   smallint,         -- … a comment
    department integer,
    body       text
) ON COMMIT DROP
