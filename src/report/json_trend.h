// What stands in the report's JSON beside a figure: how large its change is, where its line is going, how its department compares
// (include/report/json.h).
#pragma once

#include "base/buffer.h"
#include "report/model.h"

void json_effect(struct buffer *out, bool *first, const struct change_effect *effect);
void json_trend(struct buffer *out, bool *first, const struct trend *trend);
void json_rank(struct buffer *out, bool *first, const struct rank *rank);
