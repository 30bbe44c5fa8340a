-- removes the stored sums of one shard of a wave, or of all (NULL)
DELETE FROM answers.part WHERE wave_id = $1::integer AND shard = coalesce($2::smallint, shard)
