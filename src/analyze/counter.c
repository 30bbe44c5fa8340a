#include "analyze/counter.h"
#include "analyze/histogram_counter.h"
#include "analyze/index_counter.h"
#include "analyze/rake.h"
#include "analyze/weight.h"
#include "analyze/weight_counter.h"

enum { FIRST_INVALID = SURVEY_VALUE_LIMIT };

struct counter {
    struct counter_plan plan;
    struct sums sheets;
    struct histogram_counter *histograms;
    struct pair_counter *pairs;
    struct index_counter *indices;
    struct weight_counter *weights; // NULL without
};

static struct counter *make(struct arena *arena, const struct counter_plan *plan)
{
    struct counter *counter = ARENA_NEW(arena, struct counter);
    counter->plan = *plan;
    counter->sheets = sums_new(arena, "all_sheets", 1, 1, sizeof(uint64_t));
    counter->histograms = histogram_counter_new(arena, &counter->plan);
    counter->pairs = pair_counter_new(arena, &counter->plan);
    counter->indices = index_counter_new(arena, &counter->plan);
    counter->weights = weight_counter_new(arena, &counter->plan);
    return counter;
}

struct counter *counter_new(struct arena *arena, const struct survey *survey, const struct wave *wave,
                            size_t departments, const struct block_shape *shape,
                            const struct stratum_weights *raked)
{
    const struct counter_plan plan = {survey, wave, departments, *shape, raked};
    return make(arena, &plan);
}

struct counter *counter_like(struct arena *arena, const struct counter *counter)
{
    return make(arena, &counter->plan);
}

static bool read_departments(const struct counter *counter, const struct block_view *view,
                             uint16_t departments[BLOCK_SHEETS])
{
    unsigned highest = 0;
    for (size_t i = 0; i < view->sheets; i++) {
        departments[i] = block_department(view, i);
        highest = departments[i] > highest ? departments[i] : highest;
    }
    return highest < counter->plan.departments;
}

static bool answers_valid(const unsigned char *answers, size_t count)
{
    unsigned char invalid = 0;
    for (size_t i = 0; i < count; i++)
        invalid |= (unsigned char)(answers[i] - FIRST_INVALID) < ANSWER_NOT_APPLICABLE - FIRST_INVALID;
    return !invalid;
}

// False when a sheet has no weight.
static bool read_weights(const struct counter *counter, struct counter_block *block, int64_t weights[BLOCK_SHEETS])
{
    if (!plan_is_weighted(&counter->plan))
        return true;
    block->weights = weights;
    int64_t least = WEIGHT_UNIT;
    for (size_t i = 0; i < block->view.sheets; i++) {
        weights[i] = counter->plan.raked ? stratum_weight(counter->plan.raked, block, i)
                                         : weight_read(block->view.weights + 4 * i);
        least = weights[i] < least ? weights[i] : least;
    }
    return least > 0;
}

bool counter_add(struct counter *counter, size_t sheets, const unsigned char *payload, size_t size,
                 struct error *err)
{
    uint16_t departments[BLOCK_SHEETS];
    int64_t weights[BLOCK_SHEETS];
    struct counter_block block = {.departments = departments};
    if (sheets > BLOCK_SHEETS || !block_open(&counter->plan.shape, sheets, payload, size, &block.view))
        return FAIL(err, ERROR_INTERNAL, "an answer block of %zu bytes does not hold %zu sheets", size,
                    sheets);
    if (!read_departments(counter, &block.view, departments))
        return FAIL(err, ERROR_INTERNAL,
                    "an answer block names a department outside the wave's organisation");
    if (!answers_valid(block.view.answers, counter->plan.shape.columns * sheets))
        return FAIL(err, ERROR_INTERNAL, "an answer block holds a byte that is no answer");
    if (!read_weights(counter, &block, weights))
        return FAIL(err, ERROR_INTERNAL, "an answer block holds a sheet without a weight");
    *(uint64_t *)counter->sheets.values += sheets;
    histogram_counter_add(counter->histograms, &block);
    pair_counter_add(counter->pairs, &block);
    index_counter_add(counter->indices, &block);
    weight_counter_add(counter->weights, &block);
    return true;
}

size_t counter_sums(const struct counter *counter, struct sums sums[SUMS_LIMIT])
{
    size_t count = 0;
    sums[count++] = counter->sheets;
    count += histogram_counter_sums(counter->histograms, sums + count);
    count += pair_counter_sums(counter->pairs, sums + count);
    count += index_counter_sums(counter->indices, sums + count);
    return count + weight_counter_sums(counter->weights, sums + count);
}

void counter_merge(struct counter *counter, const struct counter *other)
{
    struct sums own[SUMS_LIMIT], theirs[SUMS_LIMIT];
    size_t count = counter_sums(counter, own);
    (void)counter_sums(other, theirs);
    for (size_t i = 0; i < count; i++)
        sums_merge(&own[i], &theirs[i]);
}

uint64_t counter_sheets(const struct counter *counter)
{
    return *(const uint64_t *)counter->sheets.values;
}

bool counter_finish(const struct counter *counter, struct counted *counted, struct error *err)
{
    counted->pairs = pair_counter_finish(counter->pairs);
    counted->indices = index_counter_finish(counter->indices);
    return weight_counter_finish(counter->weights, index_cells_most(&counted->indices), &counted->weights, err) &&
           histogram_counter_finish(counter->histograms, &counted->cells, err);
}
