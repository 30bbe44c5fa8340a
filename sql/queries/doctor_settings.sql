-- The values of settings given by a list separated by commas, in its order; NULL for one that PostgreSQL does not know.
SELECT current_setting(name, true) FROM unnest(string_to_array($1::text, ',')) WITH ORDINALITY AS given(name, position) ORDER BY position
