-- stores sums of a wave, once
COPY answers.sums (wave_id, name, number, numbers) FROM STDIN (FORMAT binary)
