// An index of a group of people from their sums (include/analyze/index_cells.h), top-coded like its items.
#include "analyze/weight.h"
#include "internal.h"
#include "protect/topcode.h"

#include <math.h>

struct index_source index_source_of(const struct analyze_wave *wave, const struct cells *total, const struct index_cells *sums,
                                    const bool *told)
{
    return (struct index_source){wave->survey, total, sums, told, wave->wave->joined, wave->weights != NULL};
}

// Weights may be known, so what is told of weighted people is told in steps (stats/apportion.h says why): the mean as fine
// as that of as many people without weights, the variance to a ten-thousandth.
static void round_weighted(struct sample *sample, double steps)
{
    const double fine = sample->n * steps;
    sample->mean = fine > 0.0 ? round(sample->mean * fine) / fine : 0.0;
    sample->variance = round(sample->variance * 1e4) / 1e4;
}

struct moments {
    double weight, mean, squares; // Σw, Σw·t/a or Σt/Σa, Σw of the squared distances from that
};

// Each person's mean t/a over what they answered.
static struct moments person_moments(const struct index_shape *shape, const struct index_sum *sums)
{
    double weight = 0.0, sum = 0.0, squares = 0.0;
    for (size_t a = 1; a <= shape->index->whole; a++) {
        if (!index_counts(shape->index, a))
            continue;
        const double most = (double)a * shape->unit;
        weight += (double)sums[a].weight;
        sum += (double)sums[a].sum / most;
        squares += (double)sums[a].squares / (most * most);
    }
    const double mean = weight > 0.0 ? sum / weight : 0.0;
    return (struct moments){weight, mean, squares - weight * mean * mean};
}

// The ratio R = Σt/Σa, and for its variance Σ(t − R·a)² over the mean a: every item's deviations add up in t, so that how
// the items go together is in it.
static struct moments ratio_moments(const struct index_shape *shape, const struct index_sum *sums)
{
    double weight = 0.0, t = 0.0, a_sum = 0.0, tt = 0.0, at = 0.0, aa = 0.0;
    for (size_t a = 1; a <= shape->index->whole; a++) {
        const double w = (double)sums[a].weight, sum = (double)sums[a].sum / shape->unit, parts = (double)a;
        weight += w;
        t += sum;
        a_sum += w * parts;
        tt += (double)sums[a].squares / shape->unit / shape->unit;
        at += sum * parts;
        aa += w * parts * parts;
    }
    if (a_sum <= 0.0)
        return (struct moments){0};
    const double ratio = t / a_sum, mean_a = a_sum / weight;
    return (struct moments){weight, ratio, (tt - 2.0 * ratio * at + ratio * ratio * aa) / (mean_a * mean_a)};
}

static int64_t squares_of(const struct index_shape *shape, const struct index_sum *sums)
{
    int64_t squares = 0;
    for (size_t a = 1; a <= shape->index->whole; a++)
        squares += index_counts(shape->index, a) ? sums[a].weight_squares : 0;
    return squares;
}

struct sample index_sample(const struct index_shape *shape, const struct index_sum *sums, bool weighted)
{
    int64_t people = 0;
    for (size_t a = 1; a <= shape->index->whole; a++)
        people += index_counts(shape->index, a) ? sums[a].people : 0;
    if (people == 0)
        return (struct sample){0};
    const struct moments moments = shape->index->method == INDEX_PERSON_MEAN ? person_moments(shape, sums)
                                                                             : ratio_moments(shape, sums);
    const double n = (double)people;
    struct sample sample = {.n = (uint32_t)people, .effective = n, .mean = moments.mean};
    if (people > 1)
        sample.variance = fmax(0.0, moments.squares / moments.weight * n / (n - 1.0));
    if (weighted) {
        sample.effective = weight_effective(people, (int64_t)moments.weight, squares_of(shape, sums));
        round_weighted(&sample, (double)shape->index->whole * shape->unit);
    }
    return sample;
}

double index_step(const struct survey *survey, const struct survey_index *index)
{
    double step = 0.0;
    for (size_t i = 0; i < index->item_count; i++) {
        const double points = scale_points(survey->questions[index->items[i]].scale);
        step += index->figure == INDEX_OF_FAVOURABLE ? index->parts[i] : index->parts[i] / (points - 1.0);
    }
    return step / index->whole;
}

// What the items say, 0..1, in an index of theirs: the truth, and what is shown of them.
struct items {
    uint32_t least_n;
    double truth, shown;
    double error; // of the mean of the items, if all err in the same direction
    bool clipped;
};

static double item_figure(const struct survey_index *index, const struct figure_scale *scale, const struct counts *counts)
{
    if (index->figure == INDEX_OF_FAVOURABLE)
        return counts_share(counts, FIGURE_FAVOURABLE);
    return (counts_mean(scale, counts) - scale->min) / (scale->points - 1.0);
}

// Of one answer to an item.
static double item_variance(const struct survey_index *index, const struct figure_scale *scale,
                            const struct counts *counts)
{
    const double share = counts_share(counts, FIGURE_FAVOURABLE), range = scale->points - 1.0;
    return index->figure == INDEX_OF_FAVOURABLE ? share * (1.0 - share) : counts_variance(counts) / (range * range);
}

static void add_item(const struct index_source *source, size_t department, const struct survey_index *index, size_t item,
                     struct items *items)
{
    const struct question *question = &source->survey->questions[index->items[item]];
    const struct figure_scale scale = cells_scale(question);
    const struct histogram histogram = cells_histogram(source->total, department, question);
    const double part = (double)index->parts[item] / index->whole;
    const double uniform = (scale.points * scale.points - 1) / 12.0; // where a small group's own may not be told
    struct counts counts;
    counts_take(&scale, &histogram, &counts);
    items->truth += part * item_figure(index, &scale, &counts);
    topcode_counts(&scale, uniform, &counts);
    items->shown += part * item_figure(index, &scale, &counts);
    items->clipped = items->clipped || counts.clipped;
    items->least_n = item == 0 || counts.n < items->least_n ? counts.n : items->least_n;
    if (counts.n > 0)
        items->error += part * sqrt(item_variance(index, &scale, &counts) / counts_effective(&counts));
}

static struct items items_of(const struct index_source *source, size_t department, const struct survey_index *index)
{
    struct items items = {0};
    for (size_t item = 0; item < index->item_count; item++)
        add_item(source, department, index, item, &items);
    return items;
}

// Below 20 people no index says that all agree on everything.
static void keep_inside(const struct index_source *source, const struct survey_index *index, struct index_value *value)
{
    struct sample *sample = &value->sample;
    if (sample->n < 2 || sample->n >= FIGURE_TOP_CODED_BELOW)
        return;
    const double bound = index_step(source->survey, index) / sample->n;
    value->clipped = value->clipped || sample->mean <= bound || sample->mean >= 1.0 - bound;
    sample->mean = fmin(fmax(sample->mean, bound), 1.0 - bound);
}

struct index_value index_value_of(const struct index_source *source, size_t department, size_t number)
{
    const struct index_shape *shape = &source->sums->shapes[number];
    const struct survey_index *index = shape->index;
    const struct items items = items_of(source, department, index);
    struct index_value value = {.clipped = items.clipped};
    if (source->joined) {
        value.sample = index_sample(shape, index_cells_at(source->sums, department, number), source->weighted);
    } else { // nobody knows which answers are one person's: as if each agreed with the other in everything
        const double n = items.least_n;
        value.sample = (struct sample){items.least_n, n, items.truth, n * items.error * items.error};
    }
    // What is shown of the items decides what is shown of them together: else the index would give the truth back.
    if (source->told[department * source->survey->index_count + number])
        value.sample.mean += items.shown - items.truth;
    else
        value.sample.mean = items.shown;
    value.spread_hidden = value.sample.n < FIGURE_TOP_CODED_BELOW || items.least_n < FIGURE_TOP_CODED_BELOW;
    keep_inside(source, index, &value);
    return value;
}
