-- Freezes how many people were invited in each category of a wave's segments.
UPDATE survey.wave_segment s SET invited = counted.invited
FROM (SELECT w.segment, array_agg(coalesce(n.people, 0) ORDER BY c.position) AS invited
      FROM survey.wave_segment w
      CROSS JOIN LATERAL unnest(w.categories) WITH ORDINALITY AS c(category, position)
      LEFT JOIN (SELECT a.segment, get_byte(i.segments, a.segment) AS category, count(*)::integer AS people
                 FROM identity.invitation i JOIN survey.wave_segment a USING (wave_id)
                 WHERE i.wave_id = $1::integer
                 GROUP BY 1, 2) n ON n.segment = w.segment AND n.category = c.position - 1
      WHERE w.wave_id = $1::integer
      GROUP BY w.segment) counted
WHERE s.wave_id = $1::integer AND s.segment = counted.segment
