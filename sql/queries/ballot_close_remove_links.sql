-- Removes what is secret of a wave's open links: tokens, and how many ballots came through each.
DELETE FROM identity.open_link WHERE wave_id = $1::integer
