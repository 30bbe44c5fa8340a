-- Invitations of a wave that a reminder may go to, if they have not been answered: invitation, number of the reminder. Left out is whoever
-- wants none, cannot be reached, still has a message of this wave in the queue, or was reminded today.
SELECT i.invitation, coalesce(max(d.reminder), 0) + 1
FROM identity.invitation i
LEFT JOIN identity.reminder_choice c USING (person_id)
LEFT JOIN identity.delivery d ON d.wave_id = i.wave_id AND d.invitation = i.invitation
WHERE i.wave_id = $1::integer AND coalesce(c.wanted, true)
GROUP BY i.invitation
HAVING NOT coalesce(bool_or(d.state IN ('queued', 'bounced') OR (d.reminder = 0 AND d.state <> 'sent')
                            OR (d.reminder > 0 AND d.attempted >= current_date)), false)
