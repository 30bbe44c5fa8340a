-- The schema for the program's own bookkeeping.
CREATE SCHEMA IF NOT EXISTS echolot
