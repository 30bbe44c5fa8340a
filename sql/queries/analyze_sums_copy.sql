-- the stored sums of the wave set before: name, number of the row, numbers
COPY (SELECT name, number, numbers
      FROM answers.sums
      WHERE wave_id = current_setting('echolot.wave')::integer
      ORDER BY name, number) TO STDOUT (FORMAT binary)
