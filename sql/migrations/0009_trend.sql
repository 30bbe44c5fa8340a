-- Lines over the waves: where they go on, where they are going, and how departments compare. All of it follows from published
-- figures alone (the links from the frozen organisations and definitions), is written with its publication and never again.
SET LOCAL ROLE echolot_owner;

-- A row: the line of this department (question) goes on from number `earlier` of the wave that changes refer to. No row: it begins here.
CREATE TABLE ledger.department_line (
    wave_id    integer NOT NULL REFERENCES survey.wave,
    department integer NOT NULL,
    earlier    integer NOT NULL,
    PRIMARY KEY (wave_id, department)
);
CREATE TABLE ledger.question_line (
    wave_id  integer NOT NULL REFERENCES survey.wave,
    question smallint NOT NULL,
    earlier  smallint NOT NULL,
    PRIMARY KEY (wave_id, question)
);

-- Figures with at least four waves of an unbroken line. Meaning and units: struct trend in include/stats/trend.h.
CREATE TABLE ledger.trend (
    wave_id    integer NOT NULL REFERENCES survey.wave,
    department integer NOT NULL,
    question   smallint NOT NULL,
    waves      smallint NOT NULL,
    slope      float8 NOT NULL, slope_low float8 NOT NULL, slope_high float8 NOT NULL, -- a year
    p          float8 NOT NULL, q float8 NOT NULL,
    detectable boolean NOT NULL,
    rank_slope float8, rank_low float8, rank_high float8, rank_p float8,               -- from eight waves
    average    float8, average_limit float8, alarm boolean,                            -- from eight waves
    PRIMARY KEY (wave_id, department, question)
);

-- Departments without published departments below them, against each other. Meaning: struct rank in include/stats/rank.h.
CREATE TABLE ledger.rank (
    wave_id    integer NOT NULL REFERENCES survey.wave,
    department integer NOT NULL,
    question   smallint NOT NULL,
    departments integer NOT NULL,                -- that were compared
    value      float8 NOT NULL, value_low float8 NOT NULL, value_high float8 NOT NULL, better float8 NOT NULL,
    favourable float8, favourable_low float8, favourable_high float8, favourable_better float8,
    PRIMARY KEY (wave_id, department, question)
);

-- Beside the test of a change of a mean: Mann–Whitney's p, Cliff's δ and Hedges' g where both waves show their histograms, and the
-- change of the favourable share.
ALTER TABLE ledger.figure
    ADD COLUMN change_rank_p float8,
    ADD COLUMN change_delta float8,
    ADD COLUMN change_effect float8,
    ADD COLUMN change_favourable float8,
    ADD COLUMN change_favourable_low float8,
    ADD COLUMN change_favourable_high float8;

GRANT SELECT, INSERT ON ledger.department_line, ledger.question_line, ledger.trend, ledger.rank TO echolot_analyze;
GRANT SELECT ON ledger.department_line, ledger.question_line, ledger.trend, ledger.rank TO echolot_present;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ledger.department_line, ledger.question_line, ledger.trend, ledger.rank FROM echolot_owner;
