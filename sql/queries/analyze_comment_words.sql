-- The words and phrases in the comments of the wave set before, each once a comment: position, stem or stems, spelling. A comment is German
-- or English by the stop words it has more of, umlauts, or else as most comments are; a phrase is two words with nothing but a blank or
-- a dash between them. What stands for redacted text (ballot/redact.h) is no word, nor are some that say nothing and are no stop words.
COPY (WITH text AS (
    SELECT position, regexp_replace(body, '\[(Name|E-Mail|Tel\.|ID)\]', ' . ', 'g') AS body
    FROM answers.comment WHERE wave_id = current_setting('echolot.wave')::integer
), token AS (
    SELECT position, place, token, tokid IN (1, 2, 10, 11) AS word,
           CASE WHEN tokid IN (1, 2, 10, 11) THEN ts_lexize('german_stem', token) END AS german,
           CASE WHEN tokid IN (1, 2, 10, 11) THEN ts_lexize('english_stem', token) END AS english,
           lower(token) = ANY ('{dass,daß,bevor,nie,mehr,schon,immer,gibt,us,let,would,could,should,never,always,also,get}') AS empty
    FROM text, ts_parse('default', body) WITH ORDINALITY parsed (tokid, token, place)
    WHERE tokid NOT IN (15, 16, 17)              -- words with a dash come again in their parts
), leaning AS (
    SELECT position, sign(count(*) FILTER (WHERE german = '{}') - count(*) FILTER (WHERE english = '{}')
                          + 0.5 * (count(*) FILTER (WHERE token ~ '[äöüÄÖÜß]') > 0)::integer) AS lean
    FROM token GROUP BY position
), language AS (
    SELECT position, coalesce(nullif(lean, 0), sum(lean) OVER ()) > 0 AS german FROM leaning
), stem AS (
    SELECT t.position, t.place, t.token, t.word, CASE WHEN NOT t.empty THEN (CASE WHEN l.german THEN t.german ELSE t.english END)[1] END AS stem
    FROM token t JOIN language l USING (position)
), pair AS (
    SELECT position, token, stem, lead(word, 1) OVER next AS glued, lead(token, 1) OVER next AS gap,
           lead(token, 2) OVER next AS next_token, lead(stem, 2) OVER next AS next_stem
    FROM stem WINDOW next AS (PARTITION BY position ORDER BY place)
), used AS (
    SELECT position, stem, token AS spelling FROM pair WHERE length(stem) > 1
    UNION ALL
    SELECT position, stem || ' ' || next_stem, token || ' ' || next_token FROM pair
    WHERE length(stem) > 1 AND length(next_stem) > 1 AND NOT glued AND gap ~ '^(\s+|-)$'
)
SELECT position, stem, min(spelling COLLATE "C") FROM used GROUP BY position, stem
ORDER BY position, stem COLLATE "C") TO STDOUT (FORMAT binary)
