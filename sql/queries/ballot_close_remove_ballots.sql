-- Empties a wave's box.
DELETE FROM box.ballot WHERE wave_id = $1::integer
