-- Removes a person and with them invitations, messages, turns and the choice of reminders.
DELETE FROM identity.person WHERE person_id = $1::integer
