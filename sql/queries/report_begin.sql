-- one snapshot for everything that a report reads
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY
