-- the answer blocks of the wave set before: number of sheets, payload
COPY (SELECT sheets, payload
      FROM answers.block
      WHERE wave_id = current_setting('echolot.wave')::integer
      ORDER BY block) TO STDOUT (FORMAT binary)
