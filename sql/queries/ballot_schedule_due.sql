-- Openings that have come at a moment (parameter 1; NULL: now) in a time zone (parameter 2) and are not done: schedule_id, round, wave key, survey, k, panel, closes,
-- remind_at.
SELECT d.schedule_id, d.round, d.wave_key, s.survey, s.k, s.panel, d.closes, d.remind_at
FROM survey.schedule_due(coalesce($1::timestamptz, now()), $2::text) d JOIN survey.schedule s USING (schedule_id)
ORDER BY d.opens, d.wave_key COLLATE "C"
