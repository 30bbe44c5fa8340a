-- Freezes the closed lists of a wave's segments: every value that occurs, in alphabetic order.
INSERT INTO survey.wave_segment (wave_id, segment, name, categories)
SELECT $1::integer, row_number() OVER (ORDER BY name COLLATE "C") - 1, name, categories
FROM (SELECT s.key AS name, array_agg(DISTINCT s.value COLLATE "C" ORDER BY s.value COLLATE "C") AS categories
      FROM identity.person p, jsonb_each_text(p.segments) s
      WHERE s.value <> ''
      GROUP BY s.key) AS segment
