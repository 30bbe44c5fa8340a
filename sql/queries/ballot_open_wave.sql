-- A new open wave; gives its wave_id. It closes at the moment given (parameter 5), on a day in a time zone (8), and takes ballots from
-- another moment (9; NULL: now) on.
INSERT INTO survey.wave (key, survey_id, survey_version, k, state, opened, first_day, closes, last_day, asked, joined, public_key)
VALUES ($1::text, $2::text, $3::integer, $4::smallint, 'open', coalesce($9::timestamptz, now()), ($9::timestamptz AT TIME ZONE $8::text)::date, $5::timestamptz,
        ($5::timestamptz AT TIME ZONE $8::text)::date, $6::smallint[], true,
        $7::bytea)
RETURNING wave_id
