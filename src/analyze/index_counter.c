#include "analyze/index_counter.h"
#include "analyze/weight.h"

// An answer's low four bits name its slot, as in counter.c.
enum { SLOTS = 16, SLOT_MASK = 15 };

// What an answer to an item adds to its person, by slot.
struct item {
    size_t column;
    uint32_t steps[SLOTS], parts[SLOTS];
    int16_t values[SLOTS]; // reversed value index, for α
};

struct counted_index {
    size_t item_count;
    struct item *items;
};

struct index_counter {
    struct index_cells cells;
    struct counted_index *indices;
    int16_t *values; // items × BLOCK_SHEETS of the index at hand
};

static unsigned step_of(const struct question *question, const struct index_shape *shape, int value)
{
    const int top = scale_points(question->scale) - 1;
    if (shape->index->figure == INDEX_OF_FAVOURABLE)
        return question->scale->category[value] == CATEGORY_FAVOURABLE;
    return shape->unit / (unsigned)top * (unsigned)value;
}

static struct item make_item(const struct question *question, const struct index_shape *shape, unsigned parts)
{
    const int top = scale_points(question->scale) - 1;
    struct item item = {.column = question->column};
    for (int slot = 0; slot <= top; slot++) {
        const int value = question->reverse ? top - slot : slot;
        item.steps[slot] = parts * step_of(question, shape, value);
        item.parts[slot] = parts;
        item.values[slot] = (int16_t)value;
    }
    if (shape->index->figure == INDEX_OF_FAVOURABLE && question->scale->not_applicable == NOT_APPLICABLE_IN_BASE)
        item.parts[ANSWER_NOT_APPLICABLE & SLOT_MASK] = parts;
    return item;
}

static struct counted_index make_index(struct arena *arena, const struct survey *survey, const struct index_shape *shape)
{
    const struct survey_index *index = shape->index;
    struct counted_index counted = {.item_count = index->item_count,
                                    .items = ARENA_ARRAY(arena, index->item_count, struct item)};
    for (size_t i = 0; i < index->item_count; i++)
        counted.items[i] = make_item(&survey->questions[index->items[i]], shape, index->parts[i]);
    return counted;
}

struct index_counter *index_counter_new(struct arena *arena, const struct counter_plan *plan)
{
    const struct survey *survey = plan->survey;
    struct index_counter *counter = ARENA_NEW(arena, struct index_counter);
    counter->cells = index_cells_new(arena, survey, plan->departments);
    counter->indices = ARENA_ARRAY(arena, survey->index_count, struct counted_index);
    size_t most = 0;
    for (size_t i = 0; i < survey->index_count; i++) {
        counter->indices[i] = make_index(arena, survey, &counter->cells.shapes[i]);
        most = counter->indices[i].item_count > most ? counter->indices[i].item_count : most;
    }
    counter->values = ARENA_ARRAY(arena, most * BLOCK_SHEETS, int16_t);
    return counter;
}

// Every sheet's t and a.
static void sum_people(const struct counted_index *index, const struct block_view *view, uint32_t *t, uint16_t *a)
{
    for (size_t i = 0; i < view->sheets; i++)
        t[i] = a[i] = 0;
    for (size_t i = 0; i < index->item_count; i++) {
        const struct item *item = &index->items[i];
        const unsigned char *answers = view->answers + item->column * view->sheets;
        for (size_t sheet = 0; sheet < view->sheets; sheet++) {
            const unsigned slot = answers[sheet] & SLOT_MASK;
            t[sheet] += item->steps[slot];
            a[sheet] = (uint16_t)(a[sheet] + item->parts[slot]);
        }
    }
}

static void add_people(struct index_counter *counter, size_t index, const struct counter_block *block,
                       const uint32_t *t, const uint16_t *a)
{
    for (size_t sheet = 0; sheet < block->view.sheets; sheet++) {
        struct index_sum *sum = &index_cells_at(&counter->cells, block->departments[sheet], index)[a[sheet]];
        const int64_t weight = block->weights ? block->weights[sheet] : 1, value = t[sheet];
        sum->people++;
        sum->weight += weight;
        sum->weight_squares += block->weights ? weight_square(weight) : 1;
        sum->sum += weight * value;
        sum->squares += weight * value * value;
    }
}

static int64_t dot(const int16_t *x, const int16_t *y, size_t count)
{
    int32_t sum = 0; // at most 4000 · 10 · 10
    for (size_t i = 0; i < count; i++)
        sum += x[i] * y[i];
    return sum;
}

static size_t complete_values(const struct counted_index *index, const struct block_view *view, int16_t *values)
{
    bool complete[BLOCK_SHEETS];
    size_t people = 0;
    for (size_t sheet = 0; sheet < view->sheets; sheet++)
        complete[sheet] = true;
    for (size_t i = 0; i < index->item_count; i++) {
        const unsigned char *answers = view->answers + index->items[i].column * view->sheets;
        for (size_t sheet = 0; sheet < view->sheets; sheet++)
            complete[sheet] = complete[sheet] && answers[sheet] < SURVEY_VALUE_LIMIT;
    }
    for (size_t sheet = 0; sheet < view->sheets; sheet++)
        people += complete[sheet];
    for (size_t i = 0; i < index->item_count; i++) {
        const unsigned char *answers = view->answers + index->items[i].column * view->sheets;
        for (size_t sheet = 0; sheet < view->sheets; sheet++)
            values[i * BLOCK_SHEETS + sheet] =
                (int16_t)(complete[sheet] * index->items[i].values[answers[sheet] & SLOT_MASK]);
    }
    return people;
}

// The α sums of analyze/index_cells.h.
static void add_cross(struct index_counter *counter, size_t number, const struct block_view *view)
{
    const struct counted_index *index = &counter->indices[number];
    int64_t *cross = counter->cells.cross + counter->cells.shapes[number].cross_offset;
    *cross++ += (int64_t)complete_values(index, view, counter->values);
    for (size_t i = 0; i < index->item_count; i++)
        for (size_t sheet = 0; sheet < view->sheets; sheet++)
            cross[i] += counter->values[i * BLOCK_SHEETS + sheet];
    cross += index->item_count;
    for (size_t i = 0; i < index->item_count; i++)
        for (size_t j = i; j < index->item_count; j++)
            *cross++ += dot(counter->values + i * BLOCK_SHEETS, counter->values + j * BLOCK_SHEETS, view->sheets);
}

void index_counter_add(struct index_counter *counter, const struct counter_block *block)
{
    uint32_t t[BLOCK_SHEETS];
    uint16_t a[BLOCK_SHEETS];
    for (size_t i = 0; i < counter->cells.index_count; i++) {
        sum_people(&counter->indices[i], &block->view, t, a);
        add_people(counter, i, block, t, a);
        add_cross(counter, i, &block->view);
    }
}

size_t index_counter_sums(const struct index_counter *counter, struct sums *sums)
{
    return index_cells_sums(&counter->cells, sums);
}

struct index_cells index_counter_finish(const struct index_counter *counter)
{
    return counter->cells;
}
