-- The next ballots of the cursor.
FETCH FORWARD 500 FROM ballot_close
