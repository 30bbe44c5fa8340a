-- Counts ballots that come through open links (waves 1, numbers 2, one entry a ballot).
UPDATE identity.open_link o SET taken = o.taken + g.ballots
FROM (SELECT wave_id, link, count(*)::integer AS ballots FROM unnest($1::integer[], $2::integer[]) AS u(wave_id, link)
      GROUP BY wave_id, link) AS g
WHERE o.wave_id = g.wave_id AND o.link = g.link
