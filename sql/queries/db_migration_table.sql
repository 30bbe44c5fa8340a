-- What was applied, when, and the SHA-256 of its text.
CREATE TABLE IF NOT EXISTS echolot.migration (
    number   integer PRIMARY KEY,
    name     text NOT NULL,
    checksum text NOT NULL,
    applied  timestamptz NOT NULL DEFAULT now()
)
