-- Where the single answers of a long file wait until all of a person's are together.
CREATE TEMPORARY TABLE ballot_import_stage (
    respondent text NOT NULL,
    line       bigint NOT NULL,
    department integer NOT NULL,
    segments   bytea NOT NULL,
    weight     float8 NOT NULL,
    question   integer NOT NULL,  -- −1: left out, but the person counts
    meaning    integer NOT NULL,
    comment    text
) ON COMMIT DROP
