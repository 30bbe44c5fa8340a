#include "import_seen.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { HASH = 16, FIRST_CAPACITY = 1024 };

static const unsigned char nothing[HASH];

static void *allocate(size_t count)
{
    void *memory = calloc(count, HASH);
    if (!memory)
        abort();
    return memory;
}

void import_seen_init(struct import_seen *seen)
{
    *seen = (struct import_seen){.capacity = FIRST_CAPACITY, .hashes = allocate(FIRST_CAPACITY)};
    randombytes_buf(seen->key, sizeof seen->key);
}

void import_seen_free(struct import_seen *seen)
{
    free(seen->hashes);
    *seen = (struct import_seen){0};
}

// Each cell with its length in front, so that cells cannot run into each other.
static void hash_row(const struct import_seen *seen, const struct csv_row *row, unsigned char hash[HASH])
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, seen->key, sizeof seen->key, HASH);
    for (size_t i = 0; i < row->count; i++) {
        uint64_t size = strlen(row->cells[i]);
        crypto_generichash_update(&state, (const unsigned char *)&size, sizeof size);
        crypto_generichash_update(&state, (const unsigned char *)row->cells[i], size);
    }
    crypto_generichash_final(&state, hash, HASH);
}

static unsigned char *place_of(struct import_seen *seen, const unsigned char hash[HASH])
{
    uint64_t at;
    memcpy(&at, hash, sizeof at);
    for (;; at++) {
        unsigned char *place = seen->hashes[at & (seen->capacity - 1)];
        if (memcmp(place, nothing, HASH) == 0 || memcmp(place, hash, HASH) == 0)
            return place;
    }
}

static void grow(struct import_seen *seen)
{
    unsigned char(*old)[HASH] = seen->hashes;
    size_t count = seen->capacity;
    seen->capacity *= 2;
    seen->hashes = allocate(seen->capacity);
    for (size_t i = 0; i < count; i++)
        if (memcmp(old[i], nothing, HASH) != 0)
            memcpy(place_of(seen, old[i]), old[i], HASH);
    free(old);
}

bool import_seen_note(struct import_seen *seen, const struct csv_row *row)
{
    unsigned char hash[HASH];
    hash_row(seen, row, hash);
    unsigned char *place = place_of(seen, hash);
    if (memcmp(place, hash, HASH) == 0)
        return true;
    memcpy(place, hash, HASH);
    if (++seen->count * 2 > seen->capacity)
        grow(seen);
    return false;
}
