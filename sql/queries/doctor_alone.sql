-- Of the people invited to a wave: how many share department and segments with so few that they are less than k, and all.
SELECT coalesce(sum(people) FILTER (WHERE people < k), 0), coalesce(sum(people), 0)
FROM (SELECT count(*) AS people, w.k FROM identity.invitation i JOIN survey.wave w USING (wave_id)
      WHERE i.wave_id = $1::integer GROUP BY w.k, i.department, i.segments) AS groups
