-- Remembers whom (parameter 2) a schedule's wave with this number (parameter 3) asks.
INSERT INTO identity.panel_turn (schedule_id, person_id, last)
SELECT $1::integer, person_id, $3::integer FROM unnest($2::integer[]) AS person_id
ON CONFLICT (schedule_id, person_id) DO UPDATE SET last = excluded.last
