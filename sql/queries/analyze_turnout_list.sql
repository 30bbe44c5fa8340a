-- A wave's participation: day, number of the department, invited, responded; by day and department.
SELECT day, department, invited, responded FROM survey.turnout WHERE wave_id = $1::integer ORDER BY day, department
