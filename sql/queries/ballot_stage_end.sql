-- Closes the cursor.
CLOSE ballot_shuffled
