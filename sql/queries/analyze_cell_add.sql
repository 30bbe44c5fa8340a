-- stores the cells of a wave, once
COPY answers.cell (wave_id, department, sheets, partial, counts) FROM STDIN (FORMAT binary)
