// Which lines were there already, by a keyed 128-bit hash of their cells: two different lines are never mistaken for
// each other in practice, and nobody can make them so.
#pragma once

#include "base/csv_read.h"

struct import_seen {
    size_t count, capacity;
    unsigned char (*hashes)[16]; // all zero: free
    unsigned char key[16];
};

void import_seen_init(struct import_seen *seen);
void import_seen_free(struct import_seen *seen);
static inline void auto_import_seen(struct import_seen *seen)
{
    import_seen_free(seen);
}

// Whether an equal row was noted before; notes this one.
bool import_seen_note(struct import_seen *seen, const struct csv_row *row);
