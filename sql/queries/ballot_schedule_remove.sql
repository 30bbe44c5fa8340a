-- Removes a schedule; waves that it opened stay.
DELETE FROM survey.schedule WHERE key = $1::text
