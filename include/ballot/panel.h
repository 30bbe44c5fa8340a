// Whose turn it is when each wave of a schedule asks only a share of the people. A cycle of `share` waves asks everybody exactly
// once: each wave takes its part of those whose turn is still to come, the last one all of them. So nobody is asked twice before
// everybody was asked, whoever joins comes within the cycle, and whoever leaves only makes the remaining waves a little smaller.
// The order within a cycle is a keyed hash: the same for everyone who has the key, and a secret to everyone else. Between
// two turns of a person lie at least half a cycle's waves as long as there are others.
#pragma once

#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PANEL_SECRET_SIZE = 32, PANEL_SHARE_LIMIT = 100 };

struct panel_person {
    int32_t id;
    int32_t last; // number of the schedule's wave that asked them last, from 0; −1: none yet
};

// For the schedule's wave with this number (from 0; `share` of them make a cycle). Gives the ids in rising order; `chosen` says how many.
int32_t *panel_choose(struct arena *arena, const unsigned char secret[PANEL_SECRET_SIZE], int32_t share, int32_t number,
                      const struct panel_person *people, size_t count, size_t *chosen);
