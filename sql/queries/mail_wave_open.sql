-- Whether a wave takes ballots.
SELECT state = 'open' AND coalesce(closes >= now(), true) AND opened <= now() FROM survey.wave WHERE wave_id = $1::integer
