-- A further token for an invitation.
INSERT INTO identity.token (wave_id, token, invitation) VALUES ($1::integer, $2::bytea, $3::bytea)
