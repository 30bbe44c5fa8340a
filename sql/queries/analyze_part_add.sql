-- stores the sums of a shard
COPY answers.part (wave_id, shards, shard, name, line, sums) FROM STDIN (FORMAT binary)
