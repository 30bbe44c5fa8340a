-- actions of a survey that were there when a wave was published or came of it: what somebody works on first, by due
-- date, then proposals, then what is over
SELECT a.action_id, a.state, a.title, a.department, a.question, a.driver, a.measure, a.owner,
       to_char(a.due, 'YYYY-MM-DD'), a.expected, a.evidence, w.key, a.finding, v.key
FROM action.action a
     LEFT JOIN survey.wave w ON w.wave_id = a.wave_id
     LEFT JOIN survey.wave v ON v.wave_id = a.verified_by
WHERE a.survey_id = $1::text AND (w.opened IS NULL OR w.opened <= $2::timestamptz)
ORDER BY CASE WHEN a.state IN ('owned', 'planned', 'in_progress', 'on_hold', 'done') THEN 0
              WHEN a.state = 'proposed' THEN 1
              WHEN a.state IN ('closed', 'cancelled') THEN 3 ELSE 2 END,
         a.due NULLS LAST, a.action_id
