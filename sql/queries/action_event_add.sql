-- Appends an event to an action's history; its number is the version it led to.
INSERT INTO action.event (action_id, event, actor, from_state, to_state, note, detail)
VALUES ($1::integer, $2::integer, $3::text, $4::text, $5::text, $6::text, $7::jsonb)
