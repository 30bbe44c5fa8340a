-- The comments of the wave set before as PostgreSQL's parser takes them apart: position, tokens with a unit separator between them. A word
-- has a "w" in front; a blank or a dash between two words is empty; all else is "x". Words with a dash come in their parts. What stands
-- for redacted text (ballot/redact.h) is no word.
COPY (SELECT position,
             (SELECT string_agg(CASE WHEN tokid IN (1, 2, 10, 11) THEN 'w' || token
                                     WHEN tokid = 12 AND btrim(token) IN ('', '-') THEN '' ELSE 'x' END, E'\x1F' ORDER BY place)
              FROM ts_parse('default', body) WITH ORDINALITY parsed (tokid, token, place)
              WHERE tokid NOT IN (15, 16, 17))
      FROM (SELECT position,
                   translate(regexp_replace(body, '\[(Name|E-Mail|Tel\.|ID)\]', ' . ', 'g'), E'\x1F', ' ') AS body
            FROM answers.comment WHERE wave_id = current_setting('echolot.wave')::integer) text) TO STDOUT (FORMAT binary)
