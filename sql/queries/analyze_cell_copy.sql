-- the stored cells of the wave set before, by department: sheets, partial, counts
COPY (SELECT department, sheets, partial, counts
      FROM answers.cell
      WHERE wave_id = current_setting('echolot.wave')::integer
      ORDER BY department) TO STDOUT (FORMAT binary)
