// Files that travel inside the program: sql/migrations, reports/, surveys/*.json, by their path in the source tree.
#pragma once

#include <stddef.h>

struct resource_entry {
    const char *path;  // "reports/style.css"
    const char *start; // followed by a NUL that is not part of it
    const char *end;
};

extern const struct resource_entry resource_table[]; // sorted by path, ended by a NULL path

// The entry with exactly this path, or NULL.
const struct resource_entry *resource_find(const char *path);
static inline size_t resource_size(const struct resource_entry *entry)
{
    return (size_t)(entry->end - entry->start);
}
