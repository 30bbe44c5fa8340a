-- Writes an action's next state; no row when its version is another one by now.
UPDATE action.action
SET version = version + 1, state = $3::text, question = $4::text, driver = $5::text, owner = $6::text, due = $7::date,
    expected = $8::float8, evidence = $9::text, started = $10::date, finished = $11::date, verified_by = $12::integer
WHERE action_id = $1::integer AND version = $2::integer
