-- Closes the cursor.
CLOSE ballot_import_joined
