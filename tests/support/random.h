// A small generator with a seed of one's own, so that a random test is the same everywhere (splitmix64).
#pragma once

#include <math.h>
#include <stdint.h>

static inline uint64_t random_next(uint64_t *seed)
{
    uint64_t z = *seed += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

// 0..below−1
static inline uint32_t random_below(uint64_t *seed, uint32_t below)
{
    return (uint32_t)((random_next(seed) >> 32) * below >> 32);
}

// Within 0..1, never at its ends.
static inline double random_uniform(uint64_t *seed)
{
    return ((double)(random_next(seed) >> 11) + 0.5) * 0x1p-53;
}

static inline double random_normal(uint64_t *seed)
{
    const double radius = sqrt(-2.0 * log(random_uniform(seed)));
    return radius * cos(6.283185307179586 * random_uniform(seed));
}
