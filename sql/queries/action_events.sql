-- The history of an action, oldest first: number, when (UTC), actor, from, to, note, detail.
SELECT event, to_char(happened AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), actor, from_state, to_state, note, detail
FROM action.event WHERE action_id = $1::integer ORDER BY event
