-- Puts each person's latest message of a kind (invitation: false, reminder: true) back into the queue if it is in one of the states
-- given: its attempts begin anew.
UPDATE identity.delivery AS d SET state = 'queued', attempts = 0, reply = NULL
WHERE d.wave_id = $1::integer AND (d.reminder > 0) = $2::boolean AND d.state = ANY (string_to_array($3::text, ','))
  AND NOT EXISTS (SELECT FROM identity.delivery later
                  WHERE later.wave_id = d.wave_id AND later.invitation = d.invitation AND later.reminder > d.reminder
                    AND d.reminder > 0)
