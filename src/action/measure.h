// Reads the two waves that an action is measured by.
#pragma once

#include "action/verify.h"

struct measured_wave {
    int id, version;
    const char *key, *opened, *closed; // days
    bool wanted;                       // the one the caller named
    bool later;                        // published after the action was made
    struct effect_wave figures;
};

// Finds both waves and their figures. Errors as action_verify.
MUST_USE bool measure(struct arena *arena, struct db *db, const struct action *action, const char *wanted,
                      struct measured_wave *before, struct measured_wave *after, struct error *err);
