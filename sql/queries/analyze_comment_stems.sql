-- What PostgreSQL's dictionaries make of words (given as UTF-8), in their order: German and English stem (NULL: a stop word of the language, a single letter, or
-- one that says nothing though it is no stop word), whether it is a German and an English stop word, whether it has a German letter.
SELECT CASE WHEN length(german[1]) > 1 AND NOT empty THEN german[1] END, CASE WHEN length(english[1]) > 1 AND NOT empty THEN english[1] END,
       german = '{}', english = '{}', word ~ '[äöüÄÖÜß]'
FROM (SELECT place, word, ts_lexize('german_stem', word) AS german, ts_lexize('english_stem', word) AS english,
             lower(word) = ANY ('{dass,daß,bevor,nie,mehr,schon,immer,gibt,us,let,would,could,should,never,always,also,get}') AS empty
      FROM (SELECT place, convert_from(bytes, 'UTF8') AS word
            FROM unnest($1::bytea[]) WITH ORDINALITY given (bytes, place)) spelled) looked_up
ORDER BY place
