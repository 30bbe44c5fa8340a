-- Takes the invitations of a new wave.
COPY identity.invitation (wave_id, invitation, person_id, department, segments) FROM STDIN (FORMAT binary)
