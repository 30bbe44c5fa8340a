-- Takes open links (waves 1, numbers 2) until the transaction ends, in the order of their numbers so that nobody waits for each other:
-- wave_id, link, whether it was withdrawn, how many ballots it still takes.
SELECT o.wave_id, o.link, o.withdrawn, s.most - o.taken
FROM identity.open_link o JOIN survey.open_link s USING (wave_id, link)
WHERE (o.wave_id, o.link) IN (SELECT g.wave_id, g.link FROM unnest($1::integer[], $2::integer[]) AS g(wave_id, link))
ORDER BY o.wave_id, o.link FOR UPDATE OF o
