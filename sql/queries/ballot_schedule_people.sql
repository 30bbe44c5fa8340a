-- Everybody, with the number of the schedule's wave that asked them last (-1: none): person_id, last.
SELECT p.person_id, coalesce(t.last, -1)
FROM identity.person p
LEFT JOIN identity.panel_turn t ON t.schedule_id = $1::integer AND t.person_id = p.person_id
