-- A wave's open links by number: link, department, ballots that it takes, whether it was withdrawn.
SELECT link, department, most, withdrawn FROM survey.open_link WHERE wave_id = $1::integer ORDER BY link
