-- For each department of a wave, by number: how many ballots it may have that belong to no invitation: of people who were erased or left
-- while the wave was open, and what came through open links; NULL where nobody knows how many were invited.
SELECT d.invited - (SELECT count(*) FROM identity.invitation i WHERE i.wave_id = d.wave_id AND i.department = d.department)
       + (SELECT coalesce(sum(o.taken), 0) FROM survey.open_link l JOIN identity.open_link o USING (wave_id, link)
          WHERE l.wave_id = d.wave_id AND l.department = d.department)
FROM survey.wave_department d WHERE d.wave_id = $1::integer ORDER BY d.department
