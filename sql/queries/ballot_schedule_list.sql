-- All schedules by key: key, survey, every, start, open_for, panel, k, remind, waves opened, day and key of the next opening (at a moment in a
-- time zone; one that has come and is not done included), key of the latest wave.
SELECT s.key, s.survey, s.every, s.start, s.open_for, s.panel, s.k, s.remind, s.opened, n.day,
       survey.schedule_wave_key(s.key, s.every, n.day),
       (SELECT w.key FROM survey.schedule_wave sw JOIN survey.wave w USING (wave_id)
        WHERE sw.schedule_id = s.schedule_id ORDER BY w.wave_id DESC LIMIT 1)
FROM survey.schedule s
LEFT JOIN survey.schedule_due(now(), $1::text) d USING (schedule_id),
LATERAL (SELECT survey.schedule_day(s.start, s.every, coalesce(d.round, s.round)) AS day) n
ORDER BY s.key COLLATE "C"
