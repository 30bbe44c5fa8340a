-- Notes that a migration was applied.
INSERT INTO echolot.migration (number, name, checksum) VALUES ($1::integer, $2::text, $3::text)
