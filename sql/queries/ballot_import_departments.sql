-- Takes a wave's frozen departments.
COPY survey.wave_department (wave_id, department, code, name, parent, invited) FROM STDIN (FORMAT binary)
