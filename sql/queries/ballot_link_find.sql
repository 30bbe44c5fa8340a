-- For each token of a list that is an open link's, by its position from 1: wave key, whether the wave takes ballots, wave_id, number of the
-- link, department, whether it was withdrawn, whether it is full; where the wave does not open until later the day, and seconds until then,
-- else NULL.
SELECT given.position, w.key, w.state = 'open' AND coalesce(w.closes >= now(), true) AND w.opened <= now(), o.wave_id, o.link, s.department,
       o.withdrawn, o.taken >= s.most, CASE WHEN w.opened > now() THEN coalesce(w.first_day, w.opened::date) END,
       CASE WHEN w.opened > now() THEN ceil(extract(epoch FROM w.opened - now()))::bigint END
FROM unnest($1::bytea[]) WITH ORDINALITY AS given(token, position)
JOIN identity.open_link o ON o.token = given.token
JOIN survey.open_link s USING (wave_id, link)
JOIN survey.wave w USING (wave_id)
