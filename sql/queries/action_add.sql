-- A proposal made by a person: its number.
INSERT INTO action.action (survey_id, department, question, driver, title, measure, state)
VALUES ($1::text, $2::text, $3::text, $4::text, $5::text, $6::text, 'proposed')
RETURNING action_id
