-- Everybody who is asked (parameter 2; NULL: all), with the frozen number of the department and a byte a segment (255: no value): person_id,
-- department, segments.
SELECT p.person_id, w.department,
       decode(coalesce((SELECT string_agg(lpad(to_hex(coalesce(array_position(s.categories, p.segments ->> s.name) - 1,
                                                               255)), 2, '0'), '' ORDER BY s.segment)
                        FROM survey.wave_segment s WHERE s.wave_id = $1::integer), ''), 'hex')
FROM identity.person p
JOIN identity.department d USING (department_id)
JOIN survey.wave_department w ON w.wave_id = $1::integer AND w.code = d.code
WHERE $2::integer[] IS NULL OR p.person_id = ANY ($2::integer[])
ORDER BY p.person_id
