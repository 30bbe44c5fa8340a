#include "stats/histogram.h"

const struct figure_scale figure_scale_enps = {
    .min = 0,
    .points = 11,
    .category =
        {[7] = FIGURE_NEUTRAL, [8] = FIGURE_NEUTRAL, [9] = FIGURE_FAVOURABLE, [10] = FIGURE_FAVOURABLE},
    .enps = true,
};

void histogram_add(struct histogram *sum, const struct histogram *part)
{
    for (int i = 0; i < FIGURE_VALUES; i++)
        sum->counts[i] += part->counts[i];
    sum->not_applicable += part->not_applicable;
}

void histogram_subtract(struct histogram *whole, const struct histogram *part)
{
    for (int i = 0; i < FIGURE_VALUES; i++)
        whole->counts[i] -= part->counts[i];
    whole->not_applicable -= part->not_applicable;
}

uint32_t histogram_n(const struct histogram *histogram)
{
    uint32_t n = 0;
    for (int i = 0; i < FIGURE_VALUES; i++)
        n += histogram->counts[i];
    return n;
}

void counts_take(const struct figure_scale *scale, const struct histogram *histogram, struct counts *counts)
{
    *counts = (struct counts){.effective = histogram->effective};
    for (int i = 0; i < scale->points; i++) {
        uint32_t count = histogram->counts[scale->reverse ? scale->points - 1 - i : i];
        counts->values[i] = count;
        counts->categories[scale->category[i]] += count;
        counts->n += count;
    }
    counts->base = counts->n + (scale->not_applicable_in_base ? histogram->not_applicable : 0);
}

// The mean of the value index, which is exact enough for the squares below: indices are 0..10.
static double mean_index(const struct counts *counts)
{
    uint64_t sum = 0;
    for (int i = 0; i < FIGURE_VALUES; i++)
        sum += (uint64_t)i * counts->values[i];
    return counts->n ? (double)sum / counts->n : 0.0;
}

double counts_mean(const struct figure_scale *scale, const struct counts *counts)
{
    return scale->min + mean_index(counts);
}

static double squares(const struct counts *counts)
{
    const double mean = mean_index(counts);
    double sum = 0.0;
    for (int i = 0; i < FIGURE_VALUES; i++)
        sum += counts->values[i] * (i - mean) * (i - mean);
    return sum;
}

double counts_variance(const struct counts *counts)
{
    if (counts->spread_hidden)
        return counts->variance;
    return counts->n < 2 ? 0.0 : squares(counts) / (counts->n - 1.0);
}

double counts_share(const struct counts *counts, enum figure_category category)
{
    return counts->base ? (double)counts->categories[category] / counts->base : 0.0;
}

double counts_enps(const struct counts *counts)
{
    double balance = (double)counts->categories[FIGURE_FAVOURABLE] - counts->categories[FIGURE_UNFAVOURABLE];
    return counts->n ? 100.0 * balance / counts->n : 0.0;
}

void pooled_variance_add(struct pooled_variance *pooled, const struct figure_scale *scale,
                         const struct histogram *own)
{
    struct counts counts;
    counts_take(scale, own, &counts);
    if (counts.n < 2)
        return;
    pooled->squares += squares(&counts);
    pooled->freedom += counts.n - 1.0;
}

double pooled_variance_value(const struct pooled_variance *pooled)
{
    return pooled->freedom > 0.0 ? pooled->squares / pooled->freedom : 0.0;
}
