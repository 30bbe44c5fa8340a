-- The registered benchmarks: name, survey, day added, number of norms, their sources ("UK 2024, …"), publications that they are part of.
SELECT name, survey_id, to_char(added AT TIME ZONE 'UTC', 'YYYY-MM-DD'), count(*),
       string_agg(DISTINCT source || ' ' || year, ', '),
       (SELECT count(DISTINCT wave_id) FROM ledger.norm WHERE benchmark = name)
FROM survey.benchmark JOIN survey.norm USING (name)
GROUP BY name, survey_id, added
ORDER BY name
