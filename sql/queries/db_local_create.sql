-- Makes the private cluster's database.
CREATE DATABASE echolot
