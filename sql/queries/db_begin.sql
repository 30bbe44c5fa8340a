-- Starts a transaction.
BEGIN
