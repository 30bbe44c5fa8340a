-- For each department of a wave, by number: how many of its invitations are gone, because people were erased or left while the wave was
-- open; NULL where nobody knows how many there were.
SELECT d.invited - (SELECT count(*) FROM identity.invitation i WHERE i.wave_id = d.wave_id AND i.department = d.department)
FROM survey.wave_department d WHERE d.wave_id = $1::integer ORDER BY d.department
