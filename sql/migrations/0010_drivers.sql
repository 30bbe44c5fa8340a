-- Shards of a count, and what explains the outcome.
SET LOCAL ROLE echolot_owner;

-- Shards of a wave that is counted by several processes: the sums of each, until the wave is published. Sums only, of
-- departments, as in answers.cell.
CREATE TABLE answers.part (
    wave_id integer NOT NULL REFERENCES survey.wave,
    shards  smallint NOT NULL,
    shard   smallint NOT NULL CHECK (shard BETWEEN 1 AND shards),
    name    text NOT NULL,                       -- of the sums, as include/analyze/accumulator.h
    line    integer NOT NULL,                    -- row of the sums; what is missing is zero
    sums    bytea NOT NULL,                      -- 4 or 8 bytes each, little-endian
    PRIMARY KEY (wave_id, shard, name, line)
);
GRANT SELECT, INSERT, DELETE ON answers.part TO echolot_analyze;

-- What explains the outcome in the organisation as a whole (METHODS section 4). No rows: too few answers, or hidden.
CREATE TABLE ledger.driver (
    wave_id     integer NOT NULL REFERENCES survey.wave,
    rank        smallint NOT NULL,               -- from 1: the largest weight first
    question    smallint NOT NULL,
    n           integer NOT NULL,                -- sheets of the smallest pair of questions in it
    weight      float8 NOT NULL,                 -- relative weight as a share of r_squared, 0..1
    correlation float8 NOT NULL,                 -- with the outcome, within departments
    r_squared   float8 NOT NULL,                 -- of all drivers together; the same in every row of a wave
    PRIMARY KEY (wave_id, rank),
    UNIQUE (wave_id, question)
);
GRANT SELECT, INSERT ON ledger.driver TO echolot_analyze;
GRANT SELECT ON ledger.driver TO echolot_present;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ledger.driver FROM echolot_owner;
