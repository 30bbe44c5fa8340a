-- Indices, weights and raking.
SET LOCAL ROLE echolot_owner;

-- Which segments a wave is raked to when it is analyzed, by their numbers; '{}': departments only, NULL: it is not raked.
-- Fixed when the wave opens, so that nobody can publish the figures that they like better.
ALTER TABLE survey.wave ADD COLUMN rake smallint[];
-- Invited people of each category; NULL: unknown.
ALTER TABLE survey.wave_segment ADD COLUMN invited integer[];

-- Whole numbers that add up like cells, kept beside them: by the name of what counted them (include/analyze/accumulator.h),
-- most of them a row a department.
CREATE TABLE answers.sums (
    wave_id integer NOT NULL REFERENCES survey.wave,
    name    text NOT NULL,
    number  integer NOT NULL,                    -- of the row, from 0
    numbers bigint[] NOT NULL,
    PRIMARY KEY (wave_id, name, number)
);

-- Weighted figures: the number of people of equal weight that n is worth (Kish). NULL: the figure is not weighted.
ALTER TABLE ledger.figure ADD COLUMN effective integer;

-- One row an index (number as in the definition): how far its items measure one thing. NULL: not said, for too few items or people.
CREATE TABLE ledger.index (
    wave_id      integer NOT NULL REFERENCES survey.wave,
    index        smallint NOT NULL,
    alpha_n      integer,                        -- people who answered all items
    alpha        float8, alpha_low float8, alpha_high float8,
    standardised float8,                         -- α of items with equal variances
    correlation  float8,                         -- mean of all pairs of items
    PRIMARY KEY (wave_id, index)
);

-- One row a department and index; meaning and units in include/analyze/publication.h. Hidden ones have a status and nothing else.
CREATE TABLE ledger.index_figure (
    wave_id           integer NOT NULL REFERENCES survey.wave,
    department        integer NOT NULL,
    index             smallint NOT NULL,
    status            smallint NOT NULL,
    n                 integer,
    effective         integer,
    clipped           boolean,
    score             float8, score_low float8, score_high float8,
    change_status     smallint,
    change_difference float8, change_low float8, change_high float8,
    change_p          float8, change_q float8,
    change_detectable boolean,
    PRIMARY KEY (wave_id, department, index)
);

-- A wave with weighted figures: what the weights are worth.
CREATE TABLE ledger.weighting (
    wave_id       integer PRIMARY KEY REFERENCES survey.wave,
    method        text NOT NULL CHECK (method IN ('import', 'raked')),
    segments      text[] NOT NULL,               -- raked to these, and to the departments below the root
    people        integer NOT NULL,
    effective     float8 NOT NULL,               -- people of equal weight that they are worth (Kish)
    design_effect float8 NOT NULL,               -- people / effective
    least         float8, most float8,           -- raked: smallest and largest weight, of the mean weight
    warnings      text[] NOT NULL                -- names of include/stats/raking.h
);

GRANT SELECT, INSERT ON answers.sums TO echolot_analyze;
GRANT SELECT, INSERT ON ledger.index, ledger.index_figure, ledger.weighting TO echolot_analyze;
GRANT SELECT ON ledger.index, ledger.index_figure, ledger.weighting TO echolot_present;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ledger.index, ledger.index_figure, ledger.weighting FROM echolot_owner;
