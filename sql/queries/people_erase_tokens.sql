-- Removes the tokens that lead to a person's invitations.
DELETE FROM identity.token t USING identity.invitation i
WHERE i.person_id = $1::integer AND t.wave_id = i.wave_id AND t.invitation = i.invitation
