-- The house: what is asked (survey), who is asked (identity), what waits sealed (box), what was answered (answers),
-- what was published (ledger), what is done about it (action). wave_id comes first in every key of a per-wave table.
SET LOCAL ROLE echolot_owner;

CREATE SCHEMA survey;
CREATE SCHEMA identity;
CREATE SCHEMA box;
CREATE SCHEMA answers;
CREATE SCHEMA ledger;
CREATE SCHEMA action;

-- survey: definitions and waves. Nothing here tells who anybody is.
CREATE TABLE survey.definition (
    survey_id text NOT NULL,
    version   integer NOT NULL CHECK (version > 0),
    hash      text NOT NULL UNIQUE,              -- SHA-256 of the canonical JSON, hex
    document  text NOT NULL,                     -- the JSON as it was registered
    added     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (survey_id, version)
);

CREATE TABLE survey.wave (
    wave_id        integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key            text NOT NULL UNIQUE,
    survey_id      text NOT NULL,
    survey_version integer NOT NULL,
    k              smallint NOT NULL CHECK (k BETWEEN 3 AND 1000),
    state          text NOT NULL CHECK (state IN ('open', 'closed', 'published')),
    opened         timestamptz NOT NULL,
    closes         timestamptz,                  -- planned; NULL: when somebody closes it
    closed         timestamptz,
    published      timestamptz,
    asked          smallint[],                   -- question numbers when the survey rotates; NULL: all of them
    joined         boolean NOT NULL,             -- a sheet is a person; false: answers came one by one
    weighted       boolean NOT NULL DEFAULT false, -- sheets carry a survey weight
    public_key     bytea,                        -- ballots are sealed to it; NULL for an imported wave
    forgotten      timestamptz,                  -- when its answers were dropped (`retain`); NULL: they are there
    FOREIGN KEY (survey_id, survey_version) REFERENCES survey.definition
);

-- The organisation as it was when the wave opened. Numbered from 0, a parent always before its children.
CREATE TABLE survey.wave_department (
    wave_id    integer NOT NULL REFERENCES survey.wave,
    department integer NOT NULL,
    code       text NOT NULL,
    name       text NOT NULL,
    parent     integer CHECK (parent < department),
    invited    integer CHECK (invited >= 0),     -- of its own, without those below; NULL: unknown
    PRIMARY KEY (wave_id, department),
    UNIQUE (wave_id, code)
);

-- A segment's closed list; its number in `categories` (from 0) is the byte in a sheet.
CREATE TABLE survey.wave_segment (
    wave_id    integer NOT NULL REFERENCES survey.wave,
    segment    smallint NOT NULL,
    name       text NOT NULL,
    categories text[] NOT NULL,
    PRIMARY KEY (wave_id, segment)
);

-- identity: the directory and the invitations.
CREATE TABLE identity.department (
    department_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code          text NOT NULL UNIQUE,
    name          text NOT NULL,
    parent_id     integer REFERENCES identity.department DEFERRABLE INITIALLY DEFERRED
);

CREATE TABLE identity.person (
    person_id     integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    employee_id   text NOT NULL UNIQUE,
    email         text NOT NULL,
    name          text NOT NULL,
    department_id integer NOT NULL REFERENCES identity.department DEFERRABLE INITIALLY DEFERRED,
    language      text NOT NULL,
    manager       text,                          -- an employee_id
    segments      jsonb NOT NULL DEFAULT '{}'    -- {"tenure": "0-2", …}
);
-- Who is erased shall not stay in pg_statistic.
ALTER TABLE identity.person ALTER COLUMN employee_id SET STATISTICS 0, ALTER COLUMN email SET STATISTICS 0,
    ALTER COLUMN name SET STATISTICS 0, ALTER COLUMN manager SET STATISTICS 0, ALTER COLUMN segments SET STATISTICS 0;

-- An invitation is known by the hash of the first token made for it; further tokens (a reminder's) lead to the same
-- one, so that a person has one ballot whichever link was used.
CREATE TABLE identity.invitation (
    wave_id    integer NOT NULL REFERENCES survey.wave,
    invitation bytea NOT NULL,                   -- SHA-256 of a random 128-bit token
    person_id  integer NOT NULL REFERENCES identity.person ON DELETE CASCADE,
    department integer NOT NULL,                 -- number in the wave's snapshot
    segments   bytea NOT NULL DEFAULT '',        -- a byte a segment
    PRIMARY KEY (wave_id, invitation),
    UNIQUE (wave_id, person_id)
);

CREATE TABLE identity.token (
    wave_id    integer NOT NULL REFERENCES survey.wave,
    token      bytea NOT NULL,                   -- SHA-256
    invitation bytea NOT NULL,
    PRIMARY KEY (wave_id, token)
);
CREATE INDEX token_lookup ON identity.token (token);

-- Tokens of closed waves: known, but nobody's. In a table of their own, so that the close of a wave can give the other
-- one a new file: it holds only what is needed for open waves.
CREATE TABLE identity.former_token (
    wave_id integer NOT NULL REFERENCES survey.wave,
    token   bytea NOT NULL,
    PRIMARY KEY (wave_id, token)
);
CREATE INDEX former_token_lookup ON identity.former_token (token);

CREATE TABLE identity.wave_secret (
    wave_id integer PRIMARY KEY REFERENCES survey.wave,
    tag_key bytea NOT NULL                       -- K_wave of METHODS section 8; destroyed when the wave closes
);
-- ANALYZE would keep samples of what goes at close in pg_statistic, where nobody destroys them.
ALTER TABLE identity.wave_secret ALTER COLUMN tag_key SET STATISTICS 0;
ALTER TABLE identity.invitation ALTER COLUMN invitation SET STATISTICS 0;
ALTER TABLE identity.token ALTER COLUMN invitation SET STATISTICS 0;

-- Messages of an open wave, each recorded before it is handed to the mail server and after. They go with the invitations when the wave
-- closes: who was reminded had not answered. The day of an attempt is kept, never its time.
CREATE TABLE identity.delivery (
    wave_id    integer NOT NULL,
    invitation bytea NOT NULL,
    reminder   smallint NOT NULL CHECK (reminder >= 0), -- 0: the invitation itself; n: the n-th reminder
    state      text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'failed', 'bounced')),
    attempts   smallint NOT NULL DEFAULT 0,
    attempted  date,
    reply      text,                             -- why it was not sent, as the mail server said it
    PRIMARY KEY (wave_id, invitation, reminder),
    FOREIGN KEY (wave_id, invitation) REFERENCES identity.invitation ON DELETE CASCADE
);
ALTER TABLE identity.delivery ALTER COLUMN invitation SET STATISTICS 0, ALTER COLUMN reply SET STATISTICS 0;

-- Whether a person wants reminders. The token in the address of every message switches them off and on and can do nothing else, so it is
-- kept as it is. It stays the same and everybody who is asked has one: new ones would count who had been reminded how often.
CREATE TABLE identity.reminder_choice (
    person_id integer PRIMARY KEY REFERENCES identity.person ON DELETE CASCADE,
    token     bytea NOT NULL UNIQUE,             -- 128 random bits
    wanted    boolean NOT NULL DEFAULT true
);

-- box: sealed ballots of open waves.
CREATE TABLE box.ballot (
    wave_id integer NOT NULL REFERENCES survey.wave,
    tag     bytea NOT NULL,                      -- HMAC(K_wave, invitation)
    sealed  bytea NOT NULL,
    receipt bytea NOT NULL,
    PRIMARY KEY (wave_id, tag)
);
-- Random bytes cannot be compressed, and up to a page they are fastest in the row itself.
ALTER TABLE box.ballot ALTER COLUMN sealed SET STORAGE EXTERNAL, ALTER COLUMN sealed SET STATISTICS 0,
    ALTER COLUMN tag SET STATISTICS 0, ALTER COLUMN receipt SET STATISTICS 0;
ALTER TABLE box.ballot SET (toast_tuple_target = 8160);

-- answers: written once, at close or import; no row belongs to a person.
CREATE TABLE answers.block (
    wave_id integer NOT NULL REFERENCES survey.wave,
    block   integer NOT NULL,
    sheets  integer NOT NULL CHECK (sheets > 0),
    payload bytea NOT NULL,                      -- laid out as include/ballot/block.h says
    PRIMARY KEY (wave_id, block)
);
ALTER TABLE answers.block ALTER COLUMN payload SET STORAGE EXTERNAL;

CREATE TABLE answers.comment (
    wave_id    integer NOT NULL REFERENCES survey.wave,
    position   integer NOT NULL,                 -- of a shuffle of its own
    question   smallint NOT NULL,                -- number in the survey definition, from 0
    department integer NOT NULL,
    body       text NOT NULL,
    PRIMARY KEY (wave_id, position)
);
ALTER TABLE answers.comment ALTER COLUMN body SET STATISTICS 0; -- no samples of what people wrote in pg_statistic

CREATE TABLE answers.receipt (
    wave_id integer NOT NULL REFERENCES survey.wave,
    receipt bytea NOT NULL,
    PRIMARY KEY (wave_id, receipt)
);

-- Histograms of a department's own people: 13 counts a column (values 0..10, not applicable, no answer).
CREATE TABLE answers.cell (
    wave_id    integer NOT NULL REFERENCES survey.wave,
    department integer NOT NULL,
    sheets     integer NOT NULL,                 -- sheets that count as a response
    partial    integer NOT NULL,                 -- sheets with too few answers for that
    counts     integer[] NOT NULL,
    PRIMARY KEY (wave_id, department)
);

-- ledger: figures as they were published, once. Nobody has the right to change or remove a row, not even the owner;
-- therefore no foreign key points here: PostgreSQL checks one as the owner, with a lock that needs the right to UPDATE.
CREATE TABLE ledger.publication (
    wave_id   integer PRIMARY KEY REFERENCES survey.wave,
    published timestamptz NOT NULL DEFAULT now(),
    previous  integer REFERENCES survey.wave     -- the wave that changes refer to
);

CREATE TABLE ledger.participation (
    wave_id    integer NOT NULL REFERENCES survey.wave,
    department integer NOT NULL,
    invited    integer,                          -- with those below; NULL: unknown
    responded  integer,                          -- NULL: protected, or answers came one by one
    partial    integer,
    PRIMARY KEY (wave_id, department)
);

-- One row a department and question (numbers as in the snapshot and the definition); meaning and units in
-- include/stats/figure.h. Hidden figures have a status and nothing else.
CREATE TABLE ledger.figure (
    wave_id           integer NOT NULL REFERENCES survey.wave,
    department        integer NOT NULL,
    question          smallint NOT NULL,
    status            smallint NOT NULL,
    n                 integer,
    clipped           boolean,
    mean              float8, mean_low float8, mean_high float8,
    score             float8,
    favourable        float8, favourable_low float8, favourable_high float8,
    neutral           float8, unfavourable float8,
    enps              float8, enps_low float8, enps_high float8,
    promoters         float8, passives float8, detractors float8,
    shares            float8[],                  -- choice: share of n that chose each option
    histogram         integer[],                 -- from n = 20
    change_status     smallint,
    change_difference float8, change_low float8, change_high float8,
    change_p          float8, change_q float8,
    change_detectable boolean,
    PRIMARY KEY (wave_id, department, question)
);

CREATE TABLE ledger.finding (
    wave_id    integer NOT NULL REFERENCES survey.wave,
    finding    integer NOT NULL,                 -- rank, from 1: the most important first
    kind       text NOT NULL,                    -- see include/analyze/finding.h
    department integer NOT NULL,
    question   smallint NOT NULL,
    numbers    jsonb NOT NULL,                   -- published figures only
    PRIMARY KEY (wave_id, finding)
);

-- action: what is done about it. State is what the last event says; version refuses lost updates.
CREATE TABLE action.action (
    action_id   integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    wave_id     integer REFERENCES survey.wave,  -- where the finding was; NULL: added by a person
    finding     integer,                         -- its number in ledger.finding
    survey_id   text NOT NULL,
    department  text NOT NULL,                   -- code
    question    text,                            -- question id aimed at
    driver      text,
    title       text NOT NULL,
    measure     text,                            -- id in the playbook
    owner       text,                            -- e-mail address
    due         date,
    expected    float8,                          -- change of the target figure, written down beforehand
    evidence    text,
    started     date,                            -- when it really began …
    finished    date,                            -- … and was done
    state       text NOT NULL,
    verified_by integer REFERENCES survey.wave,
    version     integer NOT NULL DEFAULT 1,      -- number of its last event
    created     timestamptz NOT NULL DEFAULT now(),
    UNIQUE (wave_id, finding, measure)
);

CREATE TABLE action.event (
    action_id  integer NOT NULL REFERENCES action.action,
    event      integer NOT NULL,                 -- from 1, without gaps
    happened   timestamptz NOT NULL DEFAULT now(),
    actor      text NOT NULL,
    from_state text,
    to_state   text NOT NULL,
    note       text NOT NULL DEFAULT '',
    detail     jsonb NOT NULL DEFAULT '{}',      -- what changed beside the state
    PRIMARY KEY (action_id, event)
);

-- What each role may touch. Anything not granted here is refused by PostgreSQL itself.
GRANT USAGE ON SCHEMA survey TO echolot_collect, echolot_analyze, echolot_present;
GRANT SELECT ON ALL TABLES IN SCHEMA survey TO echolot_collect, echolot_analyze, echolot_present;

GRANT USAGE ON SCHEMA identity, box TO echolot_collect;
GRANT SELECT ON identity.invitation, identity.token, identity.former_token, identity.wave_secret TO echolot_collect;
GRANT SELECT ON identity.reminder_choice TO echolot_collect;
GRANT UPDATE (wanted) ON identity.reminder_choice TO echolot_collect;
GRANT SELECT, INSERT, UPDATE ON box.ballot TO echolot_collect;
GRANT USAGE ON SCHEMA answers TO echolot_collect, echolot_analyze;
GRANT SELECT ON answers.receipt TO echolot_collect;

GRANT SELECT ON answers.block, answers.comment TO echolot_analyze;
GRANT SELECT, INSERT ON answers.cell TO echolot_analyze;
GRANT UPDATE (state, published) ON survey.wave TO echolot_analyze;
GRANT USAGE ON SCHEMA ledger, action TO echolot_analyze, echolot_present;
GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA ledger TO echolot_analyze;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger TO echolot_present;
GRANT SELECT, INSERT, UPDATE ON action.action TO echolot_present, echolot_analyze;
GRANT SELECT, INSERT ON action.event TO echolot_present, echolot_analyze;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON ALL TABLES IN SCHEMA ledger FROM echolot_owner;
REVOKE UPDATE, DELETE, TRUNCATE ON action.event FROM echolot_owner;
