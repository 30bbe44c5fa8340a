// Numbers by name: a hash table with text keys. Its memory is the arena's; keys are copied. The hash has a random key,
// so that nobody can choose names that collide.
#pragma once

#include "base/arena.h"
#include <stdbool.h>
#include <stdint.h>

struct table_entry {
    const char *name; // NULL: free
    int64_t number;
};
struct table {
    struct arena *arena;
    size_t count;
    size_t capacity; // a power of two
    struct table_entry *entries;
    unsigned char key[16];
};

void table_init(struct table *table, struct arena *arena);
// The number of a name, or −1 (numbers are not negative).
int64_t table_find(const struct table *table, const char *name);
// Adds a name unless it is there already; gives the number it has now.
int64_t table_add(struct table *table, const char *name, int64_t number);
