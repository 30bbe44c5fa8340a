-- The key of a schedule's panel.
SELECT secret FROM identity.panel WHERE schedule_id = $1::integer
