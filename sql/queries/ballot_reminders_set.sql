-- Whether the person with this token wants reminders from now on.
UPDATE identity.reminder_choice SET wanted = $2::boolean WHERE token = $1::bytea RETURNING wanted
