-- the stored sums of all shards of the wave set before: name, line, sums
COPY (SELECT name, line, sums
      FROM answers.part
      WHERE wave_id = current_setting('echolot.wave')::integer) TO STDOUT (FORMAT binary)
