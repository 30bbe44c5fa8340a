// What the weights of a wave are worth, told beside its figures (METHODS.md section 4).
#pragma once

#include "analyze/load.h"

struct weighting {
    bool weighted, raked;
    int64_t people;
    double effective, design_effect; // Kish: whole people, two decimals
    double least, most;              // raked: of the mean weight, one decimal
    unsigned warnings;               // enum raking_warning
    size_t segment_count;            // raked to these beside the departments below the root
    const char **segments;
};

// From what was loaded; `weighted` false when figures are not.
MUST_USE bool weighting_of(struct arena *arena, struct db *db, const struct wave *wave, const struct loaded *loaded,
                           struct weighting *weighting, struct error *err);

// Appends it to the ledger, when the wave is weighted.
MUST_USE bool weighting_store(struct arena *arena, struct db *db, const struct wave *wave,
                              const struct weighting *weighting, struct error *err);

// The names of warnings: "not_converged", "empty_category", "extreme_weights", "large_design_effect"; NULL after the last.
const char *weighting_warning(unsigned warnings, size_t number);
