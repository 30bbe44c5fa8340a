// What `echolot analyze` says about a wave, in words and as JSON.
#pragma once

#include "analyze/analyze.h"
#include "base/json.h"

void analyze_print(const struct analysis *analysis);
json_t *analyze_json(struct arena *arena, const struct analysis *analysis);
