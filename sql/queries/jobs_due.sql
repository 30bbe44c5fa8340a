-- What is to do at a moment (parameter 1; NULL: now) in a time zone (2), with or without e-mail (3), of one kind (4) and, where given,
-- for one wave (5): wave key, whether it failed and is to be left alone until later, when then, why it failed.
-- Waves of a survey are analyzed one after the other, as they closed.
-- Participation goes by the real clock whatever the moment: it is never counted more often than once a day.
WITH clock AS (
    SELECT coalesce($1::timestamptz, now()) AS moment
), due AS (
    SELECT 'open' AS kind, d.wave_key AS subject, d.opens AS since
    FROM clock, survey.schedule_due(moment, $2::text) d
    UNION ALL
    SELECT k.kind, w.key, w.opened
    FROM clock, survey.schedule_wave s JOIN survey.wave w USING (wave_id), (VALUES ('invite'), ('remind')) k (kind)
    WHERE $3::boolean AND w.state = 'open' AND w.closes >= moment AND (k.kind = 'invite' OR s.remind_at <= moment)
    UNION ALL
    SELECT 'count', w.key, w.opened
    FROM survey.wave w
    WHERE w.state = 'open' AND w.opened <= now() AND w.public_key IS NOT NULL
      AND (SELECT sum(d.invited) FROM survey.wave_department d WHERE d.wave_id = w.wave_id) >= w.k
      AND NOT EXISTS (SELECT FROM survey.turnout t WHERE t.wave_id = w.wave_id
                      AND (t.day >= (now() AT TIME ZONE $2::text)::date OR t.counted > now() - interval '20 hours'))
    UNION ALL
    SELECT 'close', w.key, w.closes
    FROM clock, survey.wave w LEFT JOIN survey.job j ON j.kind = 'close' AND j.subject = w.key
    WHERE w.public_key IS NOT NULL AND (w.state = 'open' AND w.closes < moment OR w.state <> 'open' AND j.state = 'running')
    UNION ALL
    SELECT CASE w.state WHEN 'closed' THEN 'analyze' ELSE 'report' END, w.key, w.closed
    FROM survey.wave w
    WHERE w.public_key IS NOT NULL AND w.state <> 'open'
      AND (w.state <> 'closed' OR NOT EXISTS (SELECT FROM survey.wave e
               WHERE e.survey_id = w.survey_id AND e.state = 'closed' AND e.public_key IS NOT NULL
                 AND (e.closed, e.wave_id) < (w.closed, w.wave_id)))
)
SELECT d.subject, coalesce(j.state = 'failed' AND j.again > moment, false),
       to_char(j.again, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), j.error
FROM clock, due d LEFT JOIN survey.job j USING (kind, subject)
WHERE d.kind = $4::text AND ($5::text IS NULL OR d.subject = $5::text)
  AND (j.state IS DISTINCT FROM 'done' OR d.kind NOT IN ('invite', 'remind', 'report'))
ORDER BY d.since, d.subject COLLATE "C"
