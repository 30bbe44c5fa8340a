-- Drops a wave's comments.
DELETE FROM answers.comment WHERE wave_id = $1::integer
