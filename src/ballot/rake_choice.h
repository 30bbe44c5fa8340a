// What an opening wave is to be raked to (METHODS.md section 4): fixed with it, so that nobody can publish what they like better.
#pragma once

#include "ballot/opening.h"

// Finds the segments of `list` ("tenure,site"; the word "department" stands for none beside the departments) among the
// wave's and keeps their numbers with it. ERROR_USAGE for an unknown one,
// ERROR_LIMIT where they would divide people into too many groups: such a wave could never be published.
MUST_USE bool rake_choose(struct arena *arena, struct db *db, int wave_id, const char *list,
                          const struct wave_frozen *frozen, struct error *err);
