-- Waves that open by themselves, panels that share them out, participation while a wave is open, and the jobs that do it all.
SET LOCAL ROLE echolot_owner;

-- The day of `closes` where the people are, who are told it.
ALTER TABLE survey.wave ADD COLUMN last_day date;

CREATE TABLE survey.schedule (
    schedule_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key         text NOT NULL UNIQUE,            -- its waves are KEY-2026-W48, KEY-2026-11, KEY-2026-Q4
    survey      text NOT NULL,                   -- "ID" (the latest version) or "ID@VERSION"
    every       text NOT NULL CHECK (every IN ('week', 'month', 'quarter')),
    start       date NOT NULL,                   -- the first opening; the others follow from it
    open_for    smallint NOT NULL CHECK (open_for > 0), -- days
    panel       smallint NOT NULL CHECK (panel BETWEEN 1 AND 100), -- 4: a quarter of the people each time
    k           smallint NOT NULL,
    remind      smallint CHECK (remind BETWEEN 1 AND open_for - 1), -- days after the opening
    round       integer NOT NULL DEFAULT 0,      -- the next opening: number of periods since `start`
    opened      integer NOT NULL DEFAULT 0       -- waves that it has opened; periods may have been missed
);

-- Which waves are a schedule's, and when who has not answered is reminded. Stays when the schedule is removed.
CREATE TABLE survey.schedule_wave (
    wave_id     integer PRIMARY KEY REFERENCES survey.wave,
    schedule_id integer REFERENCES survey.schedule ON DELETE SET NULL,
    remind_at   timestamptz
);

-- The key that decides whose turn it is: with it the order is fixed, without it nobody can tell.
CREATE TABLE identity.panel (
    schedule_id integer PRIMARY KEY REFERENCES survey.schedule ON DELETE CASCADE,
    secret      bytea NOT NULL CHECK (octet_length(secret) = 32)
);

CREATE TABLE identity.panel_turn (
    schedule_id integer NOT NULL REFERENCES identity.panel ON DELETE CASCADE,
    person_id   integer NOT NULL REFERENCES identity.person ON DELETE CASCADE,
    last        integer NOT NULL,                -- number (from 0) of the schedule's wave that asked the person last
    PRIMARY KEY (schedule_id, person_id)
);

-- Participation of open waves: once a day, only groups of k invited or more, never changed afterwards.
CREATE TABLE survey.turnout (
    wave_id    integer NOT NULL REFERENCES survey.wave,
    day        date NOT NULL,                    -- in the time zone of the installation
    department integer NOT NULL,
    invited    integer NOT NULL,                 -- with those below
    responded  integer NOT NULL,
    counted    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (wave_id, day, department)
);

-- What `jobs run` did or tried; what is due follows from the other tables.
CREATE TABLE survey.job (
    kind     text NOT NULL,
    subject  text NOT NULL,                      -- key of the wave
    state    text NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    attempts integer NOT NULL,
    started  timestamptz NOT NULL,
    ended    timestamptz,
    again    timestamptz,                        -- failed: not before
    error    text,
    PRIMARY KEY (kind, subject)
);

-- The day of a schedule's opening by its number: counted from the start each time, so that a month that is too short moves
-- only its own.
CREATE FUNCTION survey.schedule_day(start date, every text, round integer) RETURNS date IMMUTABLE LANGUAGE sql AS $$
    SELECT (start + round * CASE every WHEN 'week' THEN interval '7 days' WHEN 'month' THEN interval '1 month'
                                       ELSE interval '3 months' END)::date
$$;

-- What a schedule's wave of that day is called.
CREATE FUNCTION survey.schedule_wave_key(key text, every text, day date) RETURNS text IMMUTABLE LANGUAGE sql AS $$
    SELECT key || '-' || to_char(day, CASE every WHEN 'week' THEN 'IYYY-"W"IW' WHEN 'month' THEN 'YYYY-MM'
                                                 ELSE 'YYYY-"Q"Q' END)
$$;

-- The opening that each schedule has come to at a moment, where it is not done yet. One opening a schedule: those whose
-- time is over when the next one has come were missed. A late wave still gets its days, but ends before the next one begins.
CREATE FUNCTION survey.schedule_due(moment timestamptz, zone text)
    RETURNS TABLE (schedule_id integer, round integer, wave_key text, opens timestamptz, closes timestamptz,
                   remind_at timestamptz)
    STABLE LANGUAGE sql AS $$
    SELECT s.schedule_id, r.round, survey.schedule_wave_key(s.key, s.every, r.day), r.day::timestamp AT TIME ZONE zone,
           (least(t.today + s.open_for, survey.schedule_day(s.start, s.every, r.round + 1)) - interval '1 second')
               AT TIME ZONE zone,
           (t.today + s.remind)::timestamp AT TIME ZONE zone
    FROM (SELECT (moment AT TIME ZONE zone)::date AS today) t,
         survey.schedule s,
         LATERAL (SELECT n AS round, survey.schedule_day(s.start, s.every, n) AS day
                  FROM generate_series(s.round, (t.today - s.start) / 7) n
                  WHERE survey.schedule_day(s.start, s.every, n) <= t.today
                  ORDER BY n DESC LIMIT 1) r
$$;

GRANT SELECT ON survey.schedule, survey.schedule_wave, survey.turnout, survey.job
    TO echolot_collect, echolot_analyze, echolot_present;
GRANT INSERT ON survey.turnout TO echolot_collect;
REVOKE UPDATE, DELETE, TRUNCATE ON survey.turnout FROM echolot_owner;
