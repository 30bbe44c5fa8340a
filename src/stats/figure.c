#include "stats/figure.h"

#include "stats/interval.h"
#include <string.h>

const char *figure_status_name(enum figure_status status)
{
    static const char *const names[FIGURE_STATUS__COUNT] = {
        [FIGURE_PUBLISHED] = "published",
        [FIGURE_BELOW_MINIMUM] = "below_minimum",
        [FIGURE_PROTECTS_OTHERS] = "protects_others",
        [FIGURE_NOT_ASKED] = "not_asked",
    };
    return names[status];
}

static void fill_enps(const struct counts *counts, int64_t population, struct figure *figure)
{
    figure->enps = counts_enps(counts);
    figure->enps_interval = interval_enps(counts, population);
    figure->promoters = counts_share(counts, FIGURE_FAVOURABLE);
    figure->passives = counts_share(counts, FIGURE_NEUTRAL);
    figure->detractors = counts_share(counts, FIGURE_UNFAVOURABLE);
}

static void fill_scale(const struct figure_scale *scale, const struct counts *counts, int64_t population,
                       const struct variance_prior *prior, struct figure *figure)
{
    figure->mean = counts_mean(scale, counts);
    figure->mean_interval = interval_mean(scale, counts, population, prior);
    figure->score = 100.0 * (figure->mean - scale->min) / (scale->points - 1.0);
    figure->favourable = counts_share(counts, FIGURE_FAVOURABLE);
    figure->favourable_interval = interval_favourable(counts, population);
    figure->neutral = counts_share(counts, FIGURE_NEUTRAL);
    figure->unfavourable = counts_share(counts, FIGURE_UNFAVOURABLE);
}

bool figure_compute(const struct figure_scale *scale, const struct counts *counts, int64_t population,
                    const struct variance_prior *prior, struct figure *figure, struct error *err)
{
    if (population > 0 && population < (int64_t)counts->base)
        return FAIL(err, ERROR_INVALID, "%u answers from %lld people invited", counts->base,
                    (long long)population);
    *figure = (struct figure){.status = FIGURE_PUBLISHED, .n = counts->n, .effective = counts->effective, .clipped = counts->clipped};
    if (scale->enps)
        fill_enps(counts, population, figure);
    else
        fill_scale(scale, counts, population, prior, figure);
    figure->has_histogram = counts->n >= FIGURE_TOP_CODED_BELOW && counts->effective == 0;
    if (figure->has_histogram)
        memcpy(figure->histogram, counts->values, sizeof figure->histogram);
    return true;
}
