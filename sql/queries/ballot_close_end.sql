-- Ends the cursor over the ballots.
CLOSE ballot_close
