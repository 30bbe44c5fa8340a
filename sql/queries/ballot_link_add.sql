-- Adds an open link to a wave: department 2, ballots at most 3, hash of the token 4. Gives its number.
WITH made AS (
    INSERT INTO survey.open_link (wave_id, link, department, most)
    SELECT $1::integer, coalesce(max(link), 0) + 1, $2::integer, $3::integer FROM survey.open_link WHERE wave_id = $1::integer
    RETURNING wave_id, link
)
INSERT INTO identity.open_link (wave_id, link, token) SELECT wave_id, link, $4::bytea FROM made RETURNING link
