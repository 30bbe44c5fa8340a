-- Withdraws an open link of an open wave; waits for ballots that are being stored through it. Gives whether it had been withdrawn before; no
-- row when there is no such link.
WITH before AS (
    SELECT wave_id, link, withdrawn FROM identity.open_link WHERE wave_id = $1::integer AND link = $2::integer FOR UPDATE
), identity_side AS (
    UPDATE identity.open_link o SET withdrawn = true FROM before b WHERE o.wave_id = b.wave_id AND o.link = b.link
), survey_side AS (
    UPDATE survey.open_link s SET withdrawn = true FROM before b WHERE s.wave_id = b.wave_id AND s.link = b.link
)
SELECT withdrawn FROM before
