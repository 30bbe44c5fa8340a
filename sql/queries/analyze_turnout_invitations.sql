-- A wave's invitations: invitation, number of the department.
SELECT invitation, department FROM identity.invitation WHERE wave_id = $1::integer
