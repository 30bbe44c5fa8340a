// "Did you mean …?"
#pragma once

#include <stddef.h>

// The word closest to `written` when it is close enough to be meant: at most a third of its letters changed,
// left out, added or swapped with their neighbour. NULL otherwise; the first one of equals. NULL words are
// skipped.
const char *nearest(const char *written, const char *const *words, size_t count);
