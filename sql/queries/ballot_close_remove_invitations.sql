-- Removes a wave's invitations and with them its messages; how many there were stands in its snapshot.
DELETE FROM identity.invitation WHERE wave_id = $1::integer
