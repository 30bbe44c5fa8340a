-- The reference from each ballot to its wave cost a query and a lock on the wave's row for every ballot. It is not what keeps ballots and
-- waves together: a ballot is only put by a statement that reads its wave as open, under a lock that closing waits for, and no
-- statement removes a wave.
SET LOCAL ROLE echolot_owner;

ALTER TABLE box.ballot DROP CONSTRAINT ballot_wave_id_fkey;
