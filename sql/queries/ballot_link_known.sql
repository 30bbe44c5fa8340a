-- Of a list of ballots (waves 1, tags 2) those that have an earlier one in the box: position from 1.
SELECT g.position FROM unnest($1::integer[], $2::bytea[]) WITH ORDINALITY AS g(wave_id, tag, position)
JOIN box.ballot b USING (wave_id, tag)
