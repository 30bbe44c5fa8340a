-- the answer blocks of the wave and share set before: number of sheets, payload
COPY (SELECT sheets, payload
      FROM answers.block
      WHERE wave_id = current_setting('echolot.wave')::integer
        AND block % current_setting('echolot.shares')::integer = current_setting('echolot.share')::integer) TO STDOUT (FORMAT binary)
