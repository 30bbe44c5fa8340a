-- The first closed and not yet published wave of the same survey that closed before a given one: its key.
SELECT earlier.key
FROM survey.wave AS earlier JOIN survey.wave AS this USING (survey_id)
WHERE this.wave_id = $1::integer AND earlier.state = 'closed'
  AND (earlier.closed, earlier.wave_id) < (this.closed, this.wave_id)
ORDER BY earlier.closed, earlier.wave_id LIMIT 1
