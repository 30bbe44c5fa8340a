#include "analyze/weight.h"

#include <endian.h>
#include <math.h>
#include <string.h>

int64_t weight_of(double weight)
{
    if (!(weight > 0.0) || weight > WEIGHT_MOST)
        return 0;
    const int64_t units = llround(weight * WEIGHT_UNIT);
    return units > 0 ? units : 1;
}

int64_t weight_read(const unsigned char bytes[4])
{
    uint32_t bits;
    float weight;
    memcpy(&bits, bytes, sizeof bits);
    bits = le32toh(bits);
    memcpy(&weight, &bits, sizeof weight);
    return weight_of((double)weight);
}

int64_t weight_square(int64_t units)
{
    const int64_t square = llround((double)units * (double)units / WEIGHT_UNIT);
    return square > 0 ? square : 1;
}

uint32_t weight_effective(int64_t people, int64_t weight, int64_t squares)
{
    if (people <= 0 || squares <= 0)
        return 0;
    const double sum = (double)weight / WEIGHT_UNIT, square = (double)squares / WEIGHT_UNIT;
    // Equal weights give all people, also after rounding.
    const double effective = floor(sum * sum / square * (1.0 + 1e-6) + 1e-6);
    return (uint32_t)fmin(fmax(effective, 1.0), (double)people);
}
