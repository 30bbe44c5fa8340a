-- All applied migrations in order: number, checksum.
SELECT number, checksum FROM echolot.migration ORDER BY number
