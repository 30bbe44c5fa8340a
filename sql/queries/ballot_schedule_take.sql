-- Takes a schedule's opening, unless it was taken before (no row): the number of the wave that it opens, from 0. Whoever else wants it waits.
UPDATE survey.schedule SET round = $2::integer + 1, opened = opened + 1
WHERE schedule_id = $1::integer AND round <= $2::integer RETURNING opened - 1
