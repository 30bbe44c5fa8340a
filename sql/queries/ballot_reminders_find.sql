-- Whether the person with this token wants reminders.
SELECT wanted FROM identity.reminder_choice WHERE token = $1::bytea
