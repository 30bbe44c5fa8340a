-- The next answers, person by person.
FETCH FORWARD 5000 FROM ballot_import_joined
