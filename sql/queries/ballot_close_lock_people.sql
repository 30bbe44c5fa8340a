-- Waits until no import changes the directory and holds off the next one: it removes invitations along with people.
LOCK TABLE identity.person IN SHARE MODE
