-- The next sheets, as many as go into a block (BLOCK_SHEETS).
FETCH FORWARD 4000 FROM ballot_shuffled
