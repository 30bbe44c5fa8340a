-- Starts a transaction that sees one state of the database throughout.
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY
