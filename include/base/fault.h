// All faults of one input, with their places, so that they can be mended in one go. The first FAULT_SHOWN are
// kept, the others are counted.
#pragma once

#include "base/arena.h"
#include "base/error.h"

enum { FAULT_SHOWN = 50 };

struct fault {
    const char *place;   // a JSON path, "file:line: column", or the name of a form field
    const char *message; // what is wrong and what is expected
};

struct fault_list {
    struct arena *arena; // set by the caller; places and messages live here
    size_t count;        // kept in `items`
    size_t total;        // seen
    struct fault items[FAULT_SHOWN];
};

void fault_add(struct fault_list *faults, const char *place, const char *format, ...) PRINTF_LIKE(3, 4);

// True while there is none; otherwise fills an ERROR_INVALID that starts with the first fault and gives their
// number. `subject` is what was read (a file's name).
MUST_USE bool fault_check(const struct fault_list *faults, const char *subject, struct error *err);
