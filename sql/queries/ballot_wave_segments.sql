-- A wave's segments and their categories, one row a category in the order of their numbers: name, category.
SELECT s.name, c.category
FROM survey.wave_segment s LEFT JOIN LATERAL unnest(s.categories) WITH ORDINALITY AS c(category, position) ON true
WHERE s.wave_id = $1::integer ORDER BY s.segment, c.position
