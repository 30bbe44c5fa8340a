-- Takes people.csv.
COPY people_stage_person (line, employee_id, email, name, department, language, manager, segments)
FROM STDIN (FORMAT binary)
