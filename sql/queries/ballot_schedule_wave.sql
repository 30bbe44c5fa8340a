-- A schedule's wave: wave_id, schedule_id, remind_at.
INSERT INTO survey.schedule_wave (wave_id, schedule_id, remind_at) VALUES ($1::integer, $2::integer, $3::timestamptz)
