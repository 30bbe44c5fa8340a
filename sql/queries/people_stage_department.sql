-- Takes departments.csv.
COPY people_stage_department (code, name, parent) FROM STDIN (FORMAT binary)
