-- What stands beside the figures: who did not answer, what others have, and findings about participation. Computed from published
-- numbers alone, written with the publication and never again.
SET LOCAL ROLE echolot_owner;

-- A finding about participation has no question.
ALTER TABLE ledger.finding ALTER COLUMN question DROP NOT NULL;

-- One row a department whose participation is published and whose people are counted (METHODS section 4).
CREATE TABLE ledger.nonresponse (
    wave_id    integer NOT NULL,                 -- that of ledger.publication
    department integer NOT NULL,
    below_half boolean NOT NULL, small_group boolean NOT NULL, below_siblings boolean NOT NULL, -- warnings
    siblings   float8,                           -- response rate of the departments beside it; NULL: none is shown
    enps_low   float8, enps_high float8,         -- how far those who did not answer could move the outcome's eNPS; NULL: there is none
    PRIMARY KEY (wave_id, department)
);

-- The median department of a question, over those that are published and have no published department below them.
CREATE TABLE ledger.median (
    wave_id     integer NOT NULL REFERENCES survey.wave,
    question    smallint NOT NULL,
    departments integer NOT NULL,                -- that it is the median of
    value       float8 NOT NULL,                 -- eNPS, or mean
    score       float8, favourable float8,       -- of scale questions
    PRIMARY KEY (wave_id, question)
);

-- External norms, as their files said: what is attached to the waves of a survey from now on.
CREATE TABLE survey.benchmark (
    name      text PRIMARY KEY,
    survey_id text NOT NULL,
    added     timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE survey.norm (
    name      text NOT NULL REFERENCES survey.benchmark ON DELETE CASCADE,
    norm      smallint NOT NULL,                 -- in the order of the file, from 1
    question  text NOT NULL,                     -- id
    figure    text NOT NULL CHECK (figure IN ('enps', 'mean', 'favourable')),
    value     float8 NOT NULL,                   -- eNPS, points of the scale, or a share
    people    integer,                           -- that it was taken from; NULL: not known, taken as exact
    source    text NOT NULL,
    year      smallint NOT NULL,
    scale_min smallint NOT NULL, scale_max smallint NOT NULL, -- of the question when the norm was added
    PRIMARY KEY (name, norm)
);

-- The norms of a publication, and what stands between them and the departments. They stay when a benchmark is removed.
CREATE TABLE ledger.norm (
    wave_id   integer NOT NULL REFERENCES survey.wave,
    norm      smallint NOT NULL,                 -- from 1
    benchmark text NOT NULL,
    question  smallint NOT NULL,
    figure    text NOT NULL,
    value     float8 NOT NULL,
    people    integer,
    source    text NOT NULL,
    year      smallint NOT NULL,
    PRIMARY KEY (wave_id, norm)
);
CREATE TABLE ledger.norm_difference (
    wave_id    integer NOT NULL,                 -- that of ledger.publication
    norm       smallint NOT NULL,
    department integer NOT NULL,
    difference float8 NOT NULL, low float8 NOT NULL, high float8 NOT NULL,
    p          float8 NOT NULL, q float8 NOT NULL,
    detectable boolean NOT NULL,
    PRIMARY KEY (wave_id, norm, department)
);

GRANT SELECT ON survey.benchmark, survey.norm TO echolot_analyze, echolot_present;
GRANT SELECT, INSERT ON ledger.nonresponse, ledger.median, ledger.norm, ledger.norm_difference TO echolot_analyze;
GRANT SELECT ON ledger.nonresponse, ledger.median, ledger.norm, ledger.norm_difference TO echolot_present;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ledger.nonresponse, ledger.median, ledger.norm, ledger.norm_difference FROM echolot_owner;
