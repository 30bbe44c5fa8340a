-- A job is done.
UPDATE survey.job SET state = 'done', ended = now() WHERE kind = $1::text AND subject = $2::text
