-- For each wave, in the order of ballot_wave_list: invited (NULL when unknown, as after an open link), responded (NULL when answers came one by one; as
-- it was published where the answers are dropped), the day until which an open wave was counted, open links. What comes in during a day is nobody's business:
-- while a wave is open responded is what was counted last (METHODS.md section 5), NULL before.
SELECT (SELECT CASE WHEN count(*) = count(invited) AND (links.count = 0 OR w.state = 'open') THEN sum(invited) END
        FROM survey.wave_department d WHERE d.wave_id = w.wave_id),
       CASE WHEN NOT w.joined THEN NULL
            WHEN w.state = 'open' THEN turnout.responded
            WHEN w.forgotten IS NOT NULL THEN (SELECT p.responded FROM ledger.participation p WHERE p.wave_id = w.wave_id AND p.department = 0)
            ELSE (SELECT coalesce(sum(sheets), 0) FROM answers.block k WHERE k.wave_id = w.wave_id) END,
       CASE WHEN w.state = 'open' THEN turnout.day END,
       links.count
FROM survey.wave w
CROSS JOIN LATERAL (SELECT count(*) FROM survey.open_link l WHERE l.wave_id = w.wave_id) AS links
LEFT JOIN LATERAL (SELECT t.day, t.responded FROM survey.turnout t WHERE t.wave_id = w.wave_id AND t.department = 0
                   ORDER BY t.day DESC LIMIT 1) AS turnout ON true
ORDER BY w.opened, w.wave_id
