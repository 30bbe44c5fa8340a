-- What an opened wave is raked to: numbers of its segments.
UPDATE survey.wave SET rake = $2::smallint[] WHERE wave_id = $1::integer
