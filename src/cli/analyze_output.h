// What `echolot analyze` says about a wave, in words and as JSON.
#pragma once

#include "analyze/analyze.h"
#include "base/json.h"

void analyze_print(const struct analysis *analysis);
json_t *analyze_json(struct arena *arena, const struct analysis *analysis);

// Which share was counted, and which are still missing.
void analyze_shard_print(const struct wave *wave, struct shard_of part, uint64_t sheets, const struct shards *done);
void analyze_shard_print_json(struct arena *arena, const struct wave *wave, struct shard_of part, uint64_t sheets,
                              const struct shards *done);
