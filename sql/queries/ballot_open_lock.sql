-- Waits until no import changes the directory and holds off the next one until the wave's snapshot is taken.
LOCK TABLE identity.department, identity.person IN SHARE MODE
