-- How many of a list of tags (parameter 2, their departments 3) have a ballot in the box: department, ballots.
SELECT i.department, count(*)
FROM unnest($2::bytea[], $3::integer[]) AS i (tag, department)
JOIN box.ballot b ON b.wave_id = $1::integer AND b.tag = i.tag
GROUP BY i.department
