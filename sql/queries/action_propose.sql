-- Adds a proposed action with its first event, unless this finding or an action still open has the measure already;
-- one row when it was added.
WITH proposal AS (
    INSERT INTO action.action (wave_id, finding, survey_id, department, question, driver, title, measure, state)
    SELECT wave_id, finding, $3::text, $4::text, $5::text, $6::text, $7::text, $8::text, 'proposed'
    FROM ledger.finding
    WHERE wave_id = $1::integer AND finding = $2::integer AND NOT EXISTS (
        SELECT FROM action.action
        WHERE survey_id = $3::text AND department = $4::text AND question IS NOT DISTINCT FROM $5::text
          AND measure = $8::text
          AND state IN ('proposed', 'owned', 'planned', 'in_progress', 'on_hold', 'done'))
    ON CONFLICT (wave_id, finding, measure) DO NOTHING
    RETURNING action_id
)
INSERT INTO action.event (action_id, event, actor, from_state, to_state, detail)
SELECT action_id, 1, 'analyze', NULL, 'proposed', jsonb_build_object('finding', $9::text) FROM proposal
