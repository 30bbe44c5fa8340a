#include "internal.h"
#include "stats/driver.h"

#include <stdlib.h>

// The questions of the wave's pairs whose figure of the whole organisation is published: what is said of them is said of
// the same people. The outcome is the last.
static size_t *find_shown(const struct work *work, const struct pairs *pairs, size_t *count)
{
    size_t *shown = ARENA_ARRAY(work->arena, pairs->count, size_t);
    *count = 0;
    for (size_t i = 0; i < pairs->count; i++) {
        bool published = publication_figure(work->publication, 0, pairs->questions[i])->status == FIGURE_PUBLISHED;
        if (published)
            shown[(*count)++] = i;
        else if (i + 1 == pairs->count)
            *count = 0;
    }
    return shown;
}

static struct driver_pair pair_of(const struct work *work, const struct pair_answers *answers, size_t first, size_t second)
{
    const struct pairs *pairs = work->now->pairs;
    const size_t departments = work->publication->departments;
    const struct pair_products total = pairs_total(pairs, answers, departments, first, second);
    struct driver_pair pair = {
        .xx = (double)total.first_squares, .yy = (double)total.second_squares, .xy = (double)total.product};
    for (size_t department = 0; department < departments; department++) {
        const struct pair_sums sums = pairs_department(pairs, answers, department, first, second);
        driver_pair_center(&pair, sums.n, sums.first, sums.second);
    }
    return pair;
}

// Correlations of `shown` with each other; the fewest sheets of any two.
static uint64_t correlate(const struct work *work, const size_t *shown, size_t count, double *correlations)
{
    const struct pair_answers *answers =
        pairs_answers(work->arena, work->now->pairs, work->now->survey, work->now->cells);
    uint64_t fewest = UINT64_MAX;
    for (size_t i = 0; i < count; i++) {
        correlations[i * count + i] = 1;
        for (size_t j = i + 1; j < count; j++) {
            const struct driver_pair pair = pair_of(work, answers, shown[i], shown[j]);
            correlations[i * count + j] = correlations[j * count + i] = driver_pair_correlation(&pair);
            fewest = pair.n < fewest ? pair.n : fewest;
        }
    }
    return fewest;
}

static int compare_drivers(const void *a, const void *b)
{
    const struct driver *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight > right->weight ? -1 : 1;
    return left->question < right->question ? -1 : left->question > right->question;
}

static void publish(struct work *work, const size_t *shown, size_t count, const double *correlations, uint64_t n)
{
    const struct survey *survey = work->now->survey;
    const size_t *questions = work->now->pairs->questions;
    struct driver_result *result = &work->publication->drivers;
    double *weights = ARENA_ARRAY(work->arena, count - 1, double);
    const double total = driver_weights(work->arena, count - 1, correlations, weights);
    if (!(total > 0))
        return;
    *result = (struct driver_result){.count = count - 1, .n = (uint32_t)n, .r_squared = total < 1 ? total : 1};
    result->drivers = ARENA_ARRAY(work->arena, result->count, struct driver);
    const bool turned = survey->questions[questions[shown[count - 1]]].reverse;
    for (size_t i = 0; i < result->count; i++) {
        const size_t question = questions[shown[i]];
        const double correlation = correlations[i * count + count - 1];
        result->drivers[i] = (struct driver){
            .question = question,
            .weight = weights[i] / total,
            .correlation = survey->questions[question].reverse != turned ? -correlation : correlation,
        };
    }
    qsort(result->drivers, result->count, sizeof *result->drivers, compare_drivers);
}

void driver_compute(struct work *work)
{
    if (!work->now->pairs || work->now->pairs->count == 0)
        return;
    size_t count;
    const size_t *shown = find_shown(work, work->now->pairs, &count);
    if (count < 3)
        return;
    double *correlations = ARENA_ARRAY(work->arena, count * count, double);
    const uint64_t n = correlate(work, shown, count, correlations);
    if (driver_enough(n, count - 1))
        publish(work, shown, count, correlations, n);
}
