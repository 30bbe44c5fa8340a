-- Removes a wave's invitations; how many there were stands in its snapshot.
DELETE FROM identity.invitation WHERE wave_id = $1::integer
