-- Waves whose answers are older than a number of months and still there: wave_id, key, day of closing, published, sheets, comments.
SELECT wave_id, key, to_char(closed, 'YYYY-MM-DD'), state = 'published',
       (SELECT coalesce(sum(b.sheets), 0) FROM answers.block b WHERE b.wave_id = w.wave_id),
       (SELECT count(*) FROM answers.comment c WHERE c.wave_id = w.wave_id)
FROM survey.wave w
WHERE state <> 'open' AND forgotten IS NULL AND closed < now() - make_interval(months => $1::integer)
ORDER BY closed, wave_id
