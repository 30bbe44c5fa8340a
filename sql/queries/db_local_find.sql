-- One row when the private cluster already has the program's database.
SELECT datname FROM pg_database WHERE datname = 'echolot'
