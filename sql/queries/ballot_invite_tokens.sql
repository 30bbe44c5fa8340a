-- Takes further tokens.
COPY identity.token (wave_id, token, invitation) FROM STDIN (FORMAT binary)
