#include "stats/nonresponse.h"

#include "base/macro.h"
#include <math.h>

#define LEAST_RATE 0.5
#define LEAST_RATE_OF_FEW 0.7
#define FAR_BEHIND 0.15

// A distance of exactly 15 points must not depend on how its fractions round.
#define ROUNDING 1e-9

unsigned nonresponse_warnings(int64_t responded, int64_t invited, double siblings)
{
    const double rate = (double)responded / (double)invited;
    unsigned warnings = 0;
    if (rate < LEAST_RATE)
        warnings |= NONRESPONSE_HALF;
    if (rate < LEAST_RATE_OF_FEW && responded < FIGURE_TOP_CODED_BELOW)
        warnings |= NONRESPONSE_SMALL;
    if (siblings - rate >= FAR_BEHIND - ROUNDING) // not with NaN
        warnings |= NONRESPONSE_SIBLINGS;
    return warnings;
}

const char *nonresponse_warning(unsigned warnings, unsigned number)
{
    static const char *const names[NONRESPONSE_WARNINGS] = {"below_half", "small_group", "below_siblings"};
    for (unsigned i = 0; i < NONRESPONSE_WARNINGS; i++)
        if ((warnings & 1u << i) && number-- == 0)
            return names[i];
    return NULL;
}

struct interval nonresponse_enps(double enps, bool clipped, uint32_t answered, int64_t invited)
{
    const double rate = (double)answered / (double)invited;
    const double low = clipped && enps < 0.0 ? -100.0 : enps, high = clipped && enps > 0.0 ? 100.0 : enps;
    return (struct interval){fmax(-100.0, rate * low - 100.0 * (1.0 - rate)),
                             fmin(100.0, rate * high + 100.0 * (1.0 - rate))};
}
