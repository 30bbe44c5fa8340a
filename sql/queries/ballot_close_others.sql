-- Whether the box holds ballots of another wave.
SELECT EXISTS (SELECT FROM box.ballot WHERE wave_id <> $1::integer)
