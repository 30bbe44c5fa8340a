-- What was published in a wave for a question about the department and about the whole organisation, the
-- root: whether it is the root, whether it is the department, status, n, mean, eNPS, promoters, detractors, histogram,
-- what its change says.
SELECT node.parent IS NULL, node.code = $2::text, figure.status, figure.n, figure.mean, figure.enps, figure.promoters,
       figure.detractors, figure.histogram, figure.change_status
FROM survey.wave_department node
JOIN ledger.figure figure ON figure.wave_id = node.wave_id AND figure.department = node.department
WHERE node.wave_id = $1::integer AND figure.question = $3::smallint AND (node.parent IS NULL OR node.code = $2::text)
