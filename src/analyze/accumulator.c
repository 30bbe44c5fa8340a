#include "analyze/accumulator.h"

#include <stdlib.h>

struct sums sums_new(struct arena *arena, const char *name, size_t rows, size_t width, size_t size)
{
    return (struct sums){name, rows, width, size, arena_array(arena, rows * width, size)};
}

size_t sums_bytes(const struct sums *sums)
{
    return sums->rows * sums->width * sums->size;
}

static void merge_32(uint32_t *into, const uint32_t *other, size_t count)
{
    for (size_t i = 0; i < count; i++)
        into[i] += other[i];
}

static void merge_64(uint64_t *into, const uint64_t *other, size_t count)
{
    for (size_t i = 0; i < count; i++)
        into[i] += other[i];
}

void sums_merge(const struct sums *into, const struct sums *other)
{
    if (into->size != other->size || sums_bytes(into) != sums_bytes(other))
        abort(); // two plans mixed up: a fault of ours
    if (into->size == sizeof(uint32_t))
        merge_32(into->values, other->values, into->rows * into->width);
    else
        merge_64(into->values, other->values, into->rows * into->width);
}
