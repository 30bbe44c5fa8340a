// What went wrong, said once at its origin: the kind decides the exit code and the HTTP status, the message
// says what and where, the hint what to do. Functions that can fail return bool and take `struct error *` last.
#pragma once

#include "base/macro.h"
#include <stdbool.h>

enum error_kind {
    ERROR_NONE,
    ERROR_USAGE,       // the command line or a setting is wrong
    ERROR_INVALID,     // the input does not follow its format
    ERROR_NOT_FOUND,   // it names something that does not exist
    ERROR_CONFLICT,    // it contradicts what is stored, or somebody else was faster
    ERROR_DENIED,      // the role may not do this
    ERROR_GONE,        // it was there and is over (a closed wave)
    ERROR_EARLY,       // it is not there yet (a wave before it opens)
    ERROR_LIMIT,       // too much, too often or too large
    ERROR_UNAVAILABLE, // the database, the disk or a helper program is away: try again later
    ERROR_INTERNAL,    // a fault of ours
    ERROR__COUNT
};

struct error {
    enum error_kind kind;
    char message[1000];
    char hint[300]; // empty when there is nothing to advise
};

// Fills `err` and returns false, so that an origin reads `return FAIL(err, ERROR_NOT_FOUND, "wave %s", key);`.
// A message longer than the field is cut, never in the middle of a UTF-8 character.
#define FAIL(err, kind, ...) error_set(err, kind, __VA_ARGS__)
bool error_set(struct error *err, enum error_kind kind, const char *format, ...) PRINTF_LIKE(3, 4);

// Adds the advice to a filled error. Returns false, like FAIL.
bool error_hint(struct error *err, const char *format, ...) PRINTF_LIKE(2, 3);

// The lower-case English name of a kind ("not found"), for logs and JSON.
const char *error_kind_name(enum error_kind kind);
