-- What people wrote, as it is shown, and the words they use most. The rules are in include/analyze/comments.h.
SET LOCAL ROLE echolot_owner;

-- Where the comments to a question are shown: a row a department and question; status as in ledger.figure.
CREATE TABLE ledger.comment_place (
    wave_id    integer NOT NULL REFERENCES survey.wave,
    department integer NOT NULL,
    question   smallint NOT NULL,
    status     smallint NOT NULL,
    PRIMARY KEY (wave_id, department, question)
);

-- Redacted and in the one shuffle that every reader sees. Where it was written is not here: `department` is the lowest that shows it,
-- those above it that are published show it too.
CREATE TABLE ledger.comment (
    wave_id    integer NOT NULL REFERENCES survey.wave,
    position   integer NOT NULL,                 -- from 0
    question   smallint NOT NULL,
    department integer NOT NULL,
    body       text NOT NULL,
    PRIMARY KEY (wave_id, position)
);
ALTER TABLE ledger.comment ALTER COLUMN body SET STATISTICS 0;

-- Words and phrases: how many of the comments shown at a department use them. `departments` and what follows: of the whole organisation's
-- terms, whether departments with a lower eNPS use them more (include/stats/share_trend.h); NULL: not compared.
CREATE TABLE ledger.term (
    wave_id     integer NOT NULL REFERENCES survey.wave,
    department  integer NOT NULL,
    question    smallint NOT NULL,
    rank        smallint NOT NULL,               -- from 1: the most frequent first
    term        text NOT NULL,
    words       smallint NOT NULL,               -- 1, or 2: a phrase
    comments    integer NOT NULL,
    departments integer,
    lower       float8, higher float8,           -- share of the comments in departments below and above the average eNPS
    p           float8, q float8,
    detectable  boolean,
    PRIMARY KEY (wave_id, department, question, rank)
);

GRANT SELECT, INSERT ON ledger.comment_place, ledger.comment, ledger.term TO echolot_analyze;
GRANT SELECT ON ledger.comment_place, ledger.comment, ledger.term TO echolot_present;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ledger.comment_place, ledger.comment, ledger.term FROM echolot_owner;
-- Words are no figures: when the answers of a wave are dropped (`retain`), what people wrote goes with them.
GRANT DELETE ON ledger.comment TO echolot_owner;
