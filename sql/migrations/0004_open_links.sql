-- Open links: one address for everybody who is not in the directory, such as partners and suppliers. Whoever has it may answer, also more
-- than once, so their answers stand in a department where nobody was invited and how many they are is not known.
SET LOCAL ROLE echolot_owner;

-- What was given out, kept for good: which departments strangers could answer for. How many did is not said here: a link may have gone to
-- one person only.
CREATE TABLE survey.open_link (
    wave_id    integer NOT NULL,
    link       integer NOT NULL CHECK (link > 0), -- from 1 in each wave
    department integer NOT NULL,
    most       integer NOT NULL CHECK (most > 0), -- ballots that it takes
    withdrawn  boolean NOT NULL DEFAULT false,
    PRIMARY KEY (wave_id, link),
    FOREIGN KEY (wave_id, department) REFERENCES survey.wave_department
);

-- What ballots obey while the wave is open. Goes when it closes. `withdrawn` stands here too, in the row that a ballot locks.
CREATE TABLE identity.open_link (
    wave_id   integer NOT NULL,
    link      integer NOT NULL,
    token     bytea NOT NULL UNIQUE,             -- SHA-256 of a random 128-bit token
    taken     integer NOT NULL DEFAULT 0,        -- ballots in the box that came through it
    withdrawn boolean NOT NULL DEFAULT false,
    PRIMARY KEY (wave_id, link),
    FOREIGN KEY (wave_id, link) REFERENCES survey.open_link
);
ALTER TABLE identity.open_link ALTER COLUMN token SET STATISTICS 0, ALTER COLUMN taken SET STATISTICS 0;

GRANT SELECT ON survey.open_link TO echolot_collect, echolot_analyze, echolot_present;
GRANT SELECT, UPDATE (taken) ON identity.open_link TO echolot_collect;
