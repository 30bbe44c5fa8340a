-- Invited people of each category of a wave's segments: segment, category, invited (NULL when unknown).
SELECT s.segment, c.position - 1, c.invited
FROM survey.wave_segment s, unnest(s.invited) WITH ORDINALITY AS c(invited, position)
WHERE s.wave_id = $1::integer ORDER BY 1, 2
