-- Actions by number, narrowed by whatever parameter is not NULL: id, state, owner, department (with those below), survey,
-- wave of the finding, only open ones, only overdue ones, measure.
WITH RECURSIVE top AS (
    SELECT wave_id, department, code FROM survey.wave_department
    WHERE code = $4::text ORDER BY wave_id DESC LIMIT 1
), scope AS (
    SELECT * FROM top
    UNION ALL
    SELECT below.wave_id, below.department, below.code
    FROM survey.wave_department below JOIN scope ON below.wave_id = scope.wave_id AND below.parent = scope.department
), listed AS (
    SELECT *, due < current_date AND state IN ('proposed', 'owned', 'planned', 'in_progress', 'on_hold') AS overdue
    FROM action.action
)
SELECT a.action_id, a.state, a.version, a.wave_id, found.key, a.finding, a.survey_id, a.department, a.question, a.driver,
       a.title, a.measure, a.owner, a.due, a.expected, a.evidence, a.started, a.finished, a.verified_by,
       verified.key,
       to_char(a.created AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), coalesce(a.overdue, false)
FROM listed a
LEFT JOIN survey.wave found ON found.wave_id = a.wave_id
LEFT JOIN survey.wave verified ON verified.wave_id = a.verified_by
WHERE ($1::integer IS NULL OR a.action_id = $1::integer)
  AND ($2::text IS NULL OR a.state = $2::text)
  AND ($3::text IS NULL OR lower(a.owner) = lower($3::text))
  AND ($4::text IS NULL OR a.department = $4::text OR a.department IN (SELECT code FROM scope))
  AND ($5::text IS NULL OR a.survey_id = $5::text)
  AND ($6::integer IS NULL OR a.wave_id = $6::integer)
  AND (NOT $7::boolean OR a.state NOT IN ('closed', 'cancelled'))
  AND (NOT $8::boolean OR a.overdue)
  AND ($9::text IS NULL OR a.measure = $9::text)
ORDER BY a.action_id
