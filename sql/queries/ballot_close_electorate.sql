-- What the ballots of a wave's invitations must say about themselves: invitation, number of the department, segments.
SELECT invitation, department, segments FROM identity.invitation WHERE wave_id = $1::integer
