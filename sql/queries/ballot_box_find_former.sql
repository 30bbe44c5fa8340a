-- Which tokens of a list led to a wave that is closed, by their position from 1.
SELECT given.position
FROM unnest($1::bytea[]) WITH ORDINALITY AS given(token, position)
WHERE EXISTS (SELECT FROM identity.former_token f WHERE f.token = given.token)
