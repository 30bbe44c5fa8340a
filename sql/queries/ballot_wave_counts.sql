-- For each wave, in the order of ballot_wave_list: invited (NULL when unknown), responded (NULL when answers came one by one; as
-- it was published where the answers are dropped).
SELECT (SELECT CASE WHEN count(*) = count(invited) THEN sum(invited) END
        FROM survey.wave_department d WHERE d.wave_id = w.wave_id),
       CASE WHEN NOT w.joined THEN NULL
            WHEN w.state = 'open' THEN (SELECT count(*) FROM box.ballot b WHERE b.wave_id = w.wave_id)
            WHEN w.forgotten IS NOT NULL THEN (SELECT p.responded FROM ledger.participation p WHERE p.wave_id = w.wave_id AND p.department = 0)
            ELSE (SELECT coalesce(sum(sheets), 0) FROM answers.block k WHERE k.wave_id = w.wave_id) END
FROM survey.wave w ORDER BY w.opened, w.wave_id
