-- For each token of an open wave in a list, by its position from 1: wave key, whether the wave takes ballots, invitation, department, segments;
-- where it does not open until later the day, and seconds until then, else NULL.
SELECT given.position, w.key, w.state = 'open' AND coalesce(w.closes >= now(), true) AND w.opened <= now(), i.invitation, i.department,
       i.segments, CASE WHEN w.opened > now() THEN coalesce(w.first_day, w.opened::date) END,
       CASE WHEN w.opened > now() THEN ceil(extract(epoch FROM w.opened - now()))::bigint END
FROM unnest($1::bytea[]) WITH ORDINALITY AS given(token, position)
JOIN identity.token t ON t.token = given.token
JOIN survey.wave w ON w.wave_id = t.wave_id
LEFT JOIN identity.invitation i ON i.wave_id = t.wave_id AND i.invitation = t.invitation
