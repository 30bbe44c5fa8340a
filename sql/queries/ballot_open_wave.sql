-- A new open wave; gives its wave_id. It closes at the moment given (parameter 5), on a day in a time zone (8).
INSERT INTO survey.wave (key, survey_id, survey_version, k, state, opened, closes, last_day, asked, joined, public_key)
VALUES ($1::text, $2::text, $3::integer, $4::smallint, 'open', now(), $5::timestamptz,
        ($5::timestamptz AT TIME ZONE $8::text)::date, $6::smallint[], true,
        $7::bytea)
RETURNING wave_id
