#include "protect/topcode.h"

#include "stats/change.h"
#include "stats/interval.h"
#include <math.h>

// One answer goes from one place to another.
static void move_one(uint32_t *list, int from, int to)
{
    list[from]--;
    list[to]++;
}

// The mean within [min+1/n, max−1/n]; true when it stands at a bound.
static bool topcode_values(const struct figure_scale *scale, struct counts *counts)
{
    uint32_t *values = counts->values;
    const int top = scale->points - 1;
    if (values[0] == counts->n)
        move_one(values, 0, 1);
    else if (values[top] == counts->n)
        move_one(values, top, top - 1);
    return (values[0] == counts->n - 1 && values[1] == 1) ||
           (values[top] == counts->n - 1 && values[top - 1] == 1);
}

static bool has_neutral(const struct figure_scale *scale)
{
    for (int i = 0; i < scale->points; i++)
        if (scale->category[i] == FIGURE_NEUTRAL)
            return true;
    return false;
}

// All neutral: one moves to each side.
static bool spread_neutral(uint32_t *categories, uint32_t n)
{
    if (n < 3)
        return false;
    if (categories[FIGURE_NEUTRAL] == n) {
        move_one(categories, FIGURE_NEUTRAL, FIGURE_FAVOURABLE);
        move_one(categories, FIGURE_NEUTRAL, FIGURE_UNFAVOURABLE);
    }
    return categories[FIGURE_FAVOURABLE] == 1 && categories[FIGURE_UNFAVOURABLE] == 1;
}

// Favourable within [1/n, 1−1/n]; the other category is the nearest one that there is.
static bool topcode_favourable(const struct figure_scale *scale, struct counts *counts)
{
    uint32_t *categories = counts->categories;
    if (spread_neutral(categories, counts->n))
        return true;
    if (categories[FIGURE_FAVOURABLE] == counts->n)
        move_one(categories, FIGURE_FAVOURABLE, has_neutral(scale) ? FIGURE_NEUTRAL : FIGURE_UNFAVOURABLE);
    else if (categories[FIGURE_FAVOURABLE] == 0)
        move_one(categories, categories[FIGURE_NEUTRAL] ? FIGURE_NEUTRAL : FIGURE_UNFAVOURABLE,
                 FIGURE_FAVOURABLE);
    return categories[FIGURE_FAVOURABLE] == 1 || categories[FIGURE_FAVOURABLE] == counts->n - 1;
}

// The eNPS within ±100(1−1/n).
static bool topcode_enps(struct counts *counts)
{
    uint32_t *categories = counts->categories;
    const uint32_t n = counts->n;
    if (spread_neutral(categories, n))
        return true;
    if (categories[FIGURE_FAVOURABLE] == n)
        move_one(categories, FIGURE_FAVOURABLE, FIGURE_NEUTRAL);
    else if (categories[FIGURE_UNFAVOURABLE] == n)
        move_one(categories, FIGURE_UNFAVOURABLE, FIGURE_NEUTRAL);
    return categories[FIGURE_NEUTRAL] == 1 &&
           (categories[FIGURE_FAVOURABLE] == n - 1 || categories[FIGURE_UNFAVOURABLE] == n - 1);
}

void topcode_counts(const struct figure_scale *scale, double variance, struct counts *counts)
{
    if (counts->n < 2 || counts->n >= FIGURE_TOP_CODED_BELOW)
        return;
    counts->spread_hidden = true;
    counts->variance = variance;
    if (scale->enps) {
        counts->clipped = topcode_enps(counts);
    } else {
        const bool mean = topcode_values(scale, counts), favourable = topcode_favourable(scale, counts);
        counts->clipped = mean || favourable;
    }
}

static struct counts safe_counts(const struct figure_scale *scale, double variance,
                                 const struct histogram *histogram)
{
    struct counts counts;
    counts_take(scale, histogram, &counts);
    topcode_counts(scale, variance, &counts);
    return counts;
}

bool topcode_figure(const struct figure_scale *scale, const struct histogram *histogram, int64_t population,
                    double variance, struct figure *figure, struct error *err)
{
    const struct counts counts = safe_counts(scale, variance, histogram);
    const struct variance_prior prior = {.variance = variance, .weight = VARIANCE_PRIOR_WEIGHT};
    return figure_compute(scale, &counts, population, &prior, figure, err);
}

void topcode_change(const struct figure_scale *scale, const struct histogram *earlier,
                    const struct histogram *histogram, double variance, struct change *change)
{
    const struct counts then = safe_counts(scale, variance, earlier), now = safe_counts(scale, variance, histogram);
    change_compute(scale, &then, &now, change);
}

// What is left of `list` without `part`. Where top-coding put an answer that the whole does not have, the largest
// place left gives one up, so that the sum stays right.
static void subtract(uint32_t *list, const uint32_t *part, int length)
{
    uint32_t missing = 0;
    for (int i = 0; i < length; i++) {
        const uint32_t taken = part[i] < list[i] ? part[i] : list[i];
        missing += part[i] - taken;
        list[i] -= taken;
    }
    for (; missing > 0; missing--) {
        int largest = 0;
        for (int i = 1; i < length; i++)
            if (list[i] > list[largest])
                largest = i;
        list[largest]--;
    }
}

void topcode_against_rest(const struct figure_scale *scale, const struct histogram *whole,
                          const struct histogram *part, double variance, struct change *change)
{
    struct counts rest = safe_counts(scale, variance, whole);
    const struct counts own = safe_counts(scale, variance, part);
    *change = (struct change){.status = CHANGE_NONE};
    if (rest.n <= own.n)
        return;
    rest.n -= own.n;
    rest.base -= own.base;
    if (rest.effective > 0) { // what the part is worth is taken from what the whole is worth
        rest.effective -= own.effective < rest.effective ? own.effective : rest.effective - 1;
        rest.effective = rest.effective < rest.n ? rest.effective : rest.n;
    }
    subtract(rest.values, own.values, FIGURE_VALUES);
    subtract(rest.categories, own.categories, FIGURE_CATEGORY__COUNT);
    topcode_counts(scale, variance, &rest);
    change_compute(scale, &rest, &own, change);
}

void topcode_choice(struct arena *arena, size_t option_count, const uint32_t *chosen, uint32_t n,
                    struct figure *figure)
{
    *figure = (struct figure){
        .status = FIGURE_PUBLISHED, .n = n, .shares = ARENA_ARRAY(arena, option_count, double)};
    const uint32_t margin = n >= 2 && n < FIGURE_TOP_CODED_BELOW;
    for (size_t i = 0; i < option_count; i++) {
        uint32_t shown = chosen[i] < margin ? margin : chosen[i] > n - margin ? n - margin : chosen[i];
        figure->clipped |= margin && (shown == margin || shown == n - margin);
        figure->shares[i] = n ? (double)shown / n : 0.0;
    }
}
