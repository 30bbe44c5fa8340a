-- which shards of a wave are stored: number, of how many
SELECT DISTINCT shard, shards FROM answers.part WHERE wave_id = $1::integer ORDER BY shard
