-- How many ballots lie in a wave's box.
SELECT count(*) FROM box.ballot WHERE wave_id = $1::integer
