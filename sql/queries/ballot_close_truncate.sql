-- Empties the box and gives it a new file.
TRUNCATE box.ballot
