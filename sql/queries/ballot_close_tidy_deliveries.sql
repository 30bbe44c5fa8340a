-- Removes what was deleted from the file of the table.
VACUUM identity.delivery
