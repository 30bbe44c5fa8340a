-- actions of a survey that were there when a wave was published or came of it: what somebody works on first, by due
-- date, then proposals, then what is over; with what its verification measured, unless it was reopened since
SELECT a.action_id, a.state, a.title, a.department, a.question, a.driver, a.measure, a.owner,
       to_char(a.due, 'YYYY-MM-DD'), a.expected, a.evidence, w.key, a.finding, v.key,
       m.to_state, (m.detail->>'difference')::double precision, (m.detail->>'low')::double precision,
       (m.detail->>'high')::double precision, m.detail->>'method'
FROM action.action a
     LEFT JOIN survey.wave w ON w.wave_id = a.wave_id
     LEFT JOIN survey.wave v ON v.wave_id = a.verified_by
     LEFT JOIN LATERAL (SELECT e.to_state, e.detail FROM action.event e
                        WHERE e.action_id = a.action_id AND e.from_state = 'done'
                              AND e.to_state IN ('verified', 'no_effect', 'worse')
                              AND a.state IN ('verified', 'no_effect', 'worse', 'closed')
                        ORDER BY e.event DESC LIMIT 1) m ON true
WHERE a.survey_id = $1::text AND (w.opened IS NULL OR w.opened <= $2::timestamptz)
ORDER BY CASE WHEN a.state IN ('owned', 'planned', 'in_progress', 'on_hold', 'done') THEN 0
              WHEN a.state = 'proposed' THEN 1
              WHEN a.state IN ('closed', 'cancelled') THEN 3 ELSE 2 END,
         a.due NULLS LAST, a.action_id
