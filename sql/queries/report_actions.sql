-- actions of a survey that were there when a wave was published or came of it: open ones first, by due date
SELECT a.action_id, a.state, a.title, a.department, a.question, a.driver, a.measure, a.owner,
       to_char(a.due, 'YYYY-MM-DD'), a.expected, a.evidence, w.key, a.finding, v.key
FROM action.action a
     LEFT JOIN survey.wave w ON w.wave_id = a.wave_id
     LEFT JOIN survey.wave v ON v.wave_id = a.verified_by
WHERE a.survey_id = $1::text AND (w.opened IS NULL OR w.opened <= $2::timestamptz)
ORDER BY (a.state IN ('closed', 'cancelled')), a.due NULLS LAST, a.action_id
