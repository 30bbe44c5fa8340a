-- The keys of the waves a person is invited to.
SELECT w.key FROM identity.invitation i JOIN survey.wave w USING (wave_id) WHERE i.person_id = $1::integer ORDER BY w.wave_id
