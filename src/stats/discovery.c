#include "stats/discovery.h"

#include "base/arena.h"
#include <math.h>
#include <stdlib.h>

struct ranked {
    double p;
    size_t index;
};

// Ties by index, so that the order is the same everywhere.
static int compare_ranked(const void *left, const void *right)
{
    const struct ranked *a = left, *b = right;
    if (a->p != b->p)
        return a->p < b->p ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static void control(const double *p, size_t count, double factor, double *q)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct ranked *ranked = ARENA_ARRAY(arena, count, struct ranked);
    for (size_t i = 0; i < count; i++)
        ranked[i] = (struct ranked){p[i], i};
    qsort(ranked, count, sizeof *ranked, compare_ranked);
    double least = 1.0;
    for (size_t rank = count; rank > 0; rank--) {
        const struct ranked *item = &ranked[rank - 1];
        least = fmin(least, item->p * factor * (double)count / (double)rank);
        q[item->index] = least;
    }
}

void discovery_control(const double *p, size_t count, double *q)
{
    control(p, count, 1.0, q);
}

void discovery_control_dependent(const double *p, size_t count, double *q)
{
    double harmonic = 0.0;
    for (size_t i = count; i > 0; i--)
        harmonic += 1.0 / (double)i;
    control(p, count, harmonic, q);
}
