-- What is wrong between rows of people.csv: line, column ("segment" for too many categories), value, and the line that
-- had it first or the number of categories. $1::integer: how many categories a segment may have; $2::boolean: whether
-- all rows could be read, so that a manager who is missing is really missing.
WITH ids AS (
    SELECT line, employee_id, min(line) OVER (PARTITION BY employee_id COLLATE "C") AS first FROM people_stage_person
), addresses AS (
    SELECT line, email, min(line) OVER (PARTITION BY lower(email) COLLATE "C") AS first FROM people_stage_person WHERE email <> ''
)
SELECT line, 'employee_id' AS kind, employee_id AS value, first AS other FROM ids WHERE line > first
UNION ALL
SELECT line, 'email', email, first FROM addresses WHERE line > first
UNION ALL
SELECT line, 'manager', manager, NULL FROM people_stage_person s
WHERE $2::boolean AND manager IS NOT NULL AND NOT EXISTS (SELECT FROM people_stage_person m WHERE m.employee_id = s.manager)
UNION ALL
SELECT 1, 'segment', key, count(DISTINCT value COLLATE "C") FROM people_stage_person, jsonb_each_text(segments::jsonb)
GROUP BY key HAVING count(DISTINCT value COLLATE "C") > $1::integer
ORDER BY line, kind
