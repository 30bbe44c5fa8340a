#include "base/table.h"

#include <sodium.h>
#include <string.h>

enum { FIRST_CAPACITY = 64 };

void table_init(struct table *table, struct arena *arena)
{
    *table = (struct table){.arena = arena,
                            .capacity = FIRST_CAPACITY,
                            .entries = ARENA_ARRAY(arena, FIRST_CAPACITY, struct table_entry)};
    _Static_assert(sizeof table->key == crypto_shorthash_KEYBYTES, "key of another size");
    crypto_shorthash_keygen(table->key);
}

// Where the name stands, or the free place where it would.
static struct table_entry *place_of(const struct table *table, const char *name)
{
    unsigned char hash[crypto_shorthash_BYTES];
    uint64_t at;
    crypto_shorthash(hash, (const unsigned char *)name, strlen(name), table->key);
    memcpy(&at, hash, sizeof at);
    for (;; at++) {
        struct table_entry *entry = &table->entries[at & (table->capacity - 1)];
        if (!entry->name || strcmp(entry->name, name) == 0)
            return entry;
    }
}

int64_t table_find(const struct table *table, const char *name)
{
    const struct table_entry *entry = place_of(table, name);
    return entry->name ? entry->number : -1;
}

// Twice the room. The old places stay in the arena: all of them together are as large as the new ones.
static void grow(struct table *table)
{
    struct table_entry *old = table->entries;
    size_t count = table->capacity;
    table->capacity *= 2;
    table->entries = ARENA_ARRAY(table->arena, table->capacity, struct table_entry);
    for (size_t i = 0; i < count; i++)
        if (old[i].name)
            *place_of(table, old[i].name) = old[i];
}

int64_t table_add(struct table *table, const char *name, int64_t number)
{
    struct table_entry *entry = place_of(table, name);
    if (entry->name)
        return entry->number;
    *entry = (struct table_entry){arena_text(table->arena, name), number};
    if (++table->count * 2 > table->capacity)
        grow(table);
    return number;
}
