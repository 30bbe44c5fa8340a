-- Of a list of tags, those with a ballot in the box.
SELECT tag FROM box.ballot WHERE wave_id = $1::integer AND tag = ANY ($2::bytea[])
