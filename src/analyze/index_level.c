#include "internal.h"
#include "protect/mask.h"
#include "stats/reliability.h"

#include <math.h>

// A wave that leaves an item out says nothing of the index: it would be another one. Where answers came one by one there
// are no persons' means.
static bool index_asked(const struct work *work, const struct survey_index *index)
{
    for (size_t i = 0; i < index->item_count; i++)
        if (!wave_asks(work->now->wave, index->items[i]))
            return false;
    return work->now->wave->joined || index->method == INDEX_ITEM_MEAN;
}

// Safe for its own people and for those of every item: any part of a safe mask is safe (METHODS.md section 5).
static void intersect_items(const struct work *work, const struct survey_index *index, enum figure_status *status)
{
    for (size_t department = 0; department < work->publication->departments; department++)
        for (size_t i = 0; i < index->item_count && status[department] == FIGURE_PUBLISHED; i++)
            status[department] = publication_figure(work->publication, department, index->items[i])->status;
}

static bool mask_index(const struct work *work, struct arena *arena, size_t number, enum figure_status **status,
                       struct error *err)
{
    const size_t count = work->publication->departments;
    struct mask mask = {.count = count, .status = ARENA_ARRAY(arena, count, enum figure_status)};
    uint32_t *own = ARENA_ARRAY(arena, count, uint32_t);
    for (size_t i = 0; i < count; i++)
        own[i] = index_cells_people(work->now->indices, i, number);
    struct mask_tree tree = {.count = count, .parent = work->parents, .own = own, .guests = work->guests};
    if (work->now->wave->joined &&
        !mask_compute(&tree, arena, (uint32_t)work->now->wave->k, NULL, &mask, err))
        return false;
    intersect_items(work, &work->now->survey->indices[number], mask.status);
    *status = mask.status;
    return true;
}

static void subtract(struct index_sum *whole, const struct index_sum *part, size_t count)
{
    for (size_t i = 0; i < count; i++)
        index_sum_subtract(&whole[i], &part[i]);
}

// The people of each shown department of enough people less those of the shown ones below it, as in level.c.
static struct index_sum *shown_groups(const struct work *work, struct arena *arena, size_t number,
                                      const enum figure_status *status, const struct index_value *values)
{
    const size_t count = work->publication->departments, width = work->now->survey->indices[number].whole + 1;
    struct index_sum *groups = ARENA_ARRAY(arena, count * width, struct index_sum);
    size_t *cover = ARENA_ARRAY(arena, count, size_t);
    for (size_t i = 0; i < count; i++) {
        const size_t above = i > 0 ? cover[work_parent(work, i)] : SIZE_MAX;
        cover[i] = above;
        if (status[i] != FIGURE_PUBLISHED || values[i].spread_hidden)
            continue;
        cover[i] = i;
        const struct index_sum *sums = index_cells_at(&work->index_total, i, number);
        for (size_t a = 0; a < width; a++)
            groups[i * width + a] = sums[a];
        if (above != SIZE_MAX)
            subtract(groups + above * width, sums, width);
    }
    return groups;
}

// s₀² of the index, from shown groups alone; that of people spread evenly where nothing varies.
static double variance_shown(const struct work *work, struct arena *arena, size_t number,
                             const enum figure_status *status, const struct index_value *values)
{
    const struct index_shape *shape = &work->index_total.shapes[number];
    const size_t width = shape->index->whole + 1;
    const struct index_sum *groups = shown_groups(work, arena, number, status, values);
    struct pooled_variance pooled = {0};
    for (size_t i = 0; i < work->publication->departments; i++) {
        const struct sample sample = index_sample(shape, groups + i * width, work->now->weights != NULL);
        if (sample.n < 2)
            continue;
        pooled.squares += sample.variance * (sample.n - 1.0);
        pooled.freedom += sample.n - 1.0;
    }
    const double value = pooled_variance_value(&pooled);
    return value > 0.0 ? value : 1.0 / 12.0;
}

static void show(const struct work *work, size_t department, double variance, const struct index_value *value,
                 struct index_figure *figure)
{
    struct sample sample = value->sample;
    if (value->spread_hidden)
        sample.variance = variance;
    const int64_t invited = work->population[department];
    const struct variance_prior prior = {.variance = variance, .weight = VARIANCE_PRIOR_WEIGHT};
    const struct interval interval =
        interval_sample(&sample, invited < sample.n ? 0 : invited, &prior, (struct interval){0.0, 1.0});
    *figure = (struct index_figure){
        .status = FIGURE_PUBLISHED,
        .n = sample.n,
        .effective = work->now->weights ? (uint32_t)sample.effective : 0,
        .clipped = value->clipped,
        .score = 100.0 * sample.mean,
        .interval = {100.0 * interval.low, 100.0 * interval.high},
    };
}

// Of all who answered every item, without weights.
static struct reliability reliability_of(const struct work *work, struct arena *arena, size_t number)
{
    const struct index_shape *shape = &work->now->indices->shapes[number];
    const struct survey_index *index = shape->index;
    double *steps = ARENA_ARRAY(arena, index->item_count, double);
    for (size_t i = 0; i < index->item_count; i++)
        steps[i] = 1.0 / (scale_points(work->now->survey->questions[index->items[i]].scale) - 1.0);
    const struct reliability_sums sums = {index->item_count, work->now->indices->cross + shape->cross_offset, steps};
    return reliability_compute(&sums);
}

static bool level_index(struct work *work, size_t number, struct error *err)
{
    AUTO(arena) struct arena *scratch = arena_new();
    const size_t count = work->publication->departments;
    const struct index_source source = index_source_of(work->now, &work->total, &work->index_total, work->index_told);
    struct index_value *values = ARENA_ARRAY(scratch, count, struct index_value);
    enum figure_status *status;
    if (!mask_index(work, scratch, number, &status, err))
        return false;
    for (size_t i = 0; i < count; i++) {
        values[i] = index_value_of(&source, i, number);
        if (status[i] == FIGURE_PUBLISHED && values[i].sample.effective < work->now->wave->k)
            status[i] = FIGURE_PROTECTS_OTHERS; // a few weights decide it
    }
    work->index_variances[number] = variance_shown(work, scratch, number, status, values);
    for (size_t i = 0; i < count; i++) {
        struct index_figure *figure = publication_index(work->publication, i, number);
        figure->status = status[i];
        if (status[i] == FIGURE_PUBLISHED)
            show(work, i, work->index_variances[number], &values[i], figure);
    }
    if (status[0] == FIGURE_PUBLISHED && source.joined)
        work->publication->reliability[number] = reliability_of(work, scratch, number);
    return true;
}

bool index_level_compute(struct work *work, struct error *err)
{
    for (size_t index = 0; index < work->publication->indices; index++) {
        const bool asked = index_asked(work, &work->now->survey->indices[index]);
        if (asked && !level_index(work, index, err))
            return false;
        for (size_t i = 0; i < work->publication->departments && !asked; i++)
            publication_index(work->publication, i, index)->status = FIGURE_NOT_ASKED;
    }
    return true;
}
