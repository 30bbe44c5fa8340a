-- For each wave, in the order of ballot_wave_list: invited (NULL when unknown), responded (NULL when answers came one by one).
SELECT (SELECT CASE WHEN count(*) = count(invited) THEN sum(invited) END
        FROM survey.wave_department d WHERE d.wave_id = w.wave_id),
       CASE WHEN NOT w.joined THEN NULL
            WHEN w.state = 'open' THEN (SELECT count(*) FROM box.ballot b WHERE b.wave_id = w.wave_id)
            ELSE (SELECT coalesce(sum(sheets), 0) FROM answers.block k WHERE k.wave_id = w.wave_id) END
FROM survey.wave w ORDER BY w.opened, w.wave_id
