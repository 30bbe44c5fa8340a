#include "stats/apportion.h"

#include <math.h>

enum { PLACES = 64 };

void apportion(const int64_t *weights, size_t count, uint32_t people, uint32_t *places)
{
    double rest[PLACES], whole = 0.0;
    uint32_t left = people;
    for (size_t i = 0; i < count; i++)
        whole += (double)weights[i];
    for (size_t i = 0; i < count; i++) {
        const double quota = whole > 0.0 ? (double)weights[i] * people / whole : 0.0;
        places[i] = (uint32_t)floor(quota);
        rest[i] = quota - places[i];
        left -= places[i];
    }
    for (; left > 0; left--) {
        size_t largest = 0;
        for (size_t i = 1; i < count; i++)
            largest = rest[i] > rest[largest] ? i : largest;
        places[largest]++;
        rest[largest] -= 1.0;
    }
}

static void scale(uint32_t *list, size_t count, uint32_t people)
{
    int64_t weights[PLACES];
    for (size_t i = 0; i < count; i++)
        weights[i] = list[i];
    apportion(weights, count, people, list);
}

struct counts apportion_effective(const struct counts *counts)
{
    struct counts fewer = *counts;
    if (counts->effective == 0 || counts->effective >= counts->n)
        return fewer;
    scale(fewer.values, FIGURE_VALUES, counts->effective);
    scale(fewer.categories, FIGURE_CATEGORY__COUNT, counts->effective);
    fewer.base = (uint32_t)((uint64_t)counts->base * counts->effective / counts->n);
    fewer.n = counts->effective;
    fewer.effective = 0;
    return fewer;
}
