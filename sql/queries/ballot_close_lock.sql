-- Takes the tables that are about to be rewritten; tokens come before invitations as in ballot_box_find.sql.
LOCK TABLE identity.token, identity.invitation, identity.delivery, identity.wave_secret, identity.open_link, box.ballot IN ACCESS EXCLUSIVE MODE
