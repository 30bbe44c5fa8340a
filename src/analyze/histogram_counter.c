#include "analyze/histogram_counter.h"

#include <string.h>

// A department's counts of one column take sixteen slots, and the low four bits of an answer name the slot: 0..10
// as they are, ANSWER_NOT_APPLICABLE 14, ANSWER_NONE 15. No table, no branch; one column's slots stay in the cache.
enum { SLOTS = 16, SLOT_MASK = 15 };

struct histogram_counter {
    struct arena *arena;
    const struct counter_plan *plan;
    struct sums slots; // column × (department × SLOTS)
    struct sums sheets, partial;
    size_t item_count; // what a response is measured by
    size_t *item_columns;
    size_t outcome_column; // must be answered; SIZE_MAX: nothing must
};

static bool is_item(const struct counter_plan *plan, size_t number, bool conditional)
{
    const struct question *question = &plan->survey->questions[number];
    return question_scored(question) && wave_asks(plan->wave, number) && (conditional || !question->show_if);
}

static void collect_items(struct histogram_counter *counter, bool conditional)
{
    const struct survey *survey = counter->plan->survey;
    for (size_t i = 0; i < survey->question_count; i++)
        if (is_item(counter->plan, i, conditional))
            counter->item_columns[counter->item_count++] = survey->questions[i].column;
}

// METHODS.md section 1: half of the scored items put to everybody, and the outcome item. Questions shown only after
// a certain answer are not held against those who never saw them.
static void find_items(struct histogram_counter *counter)
{
    const struct survey *survey = counter->plan->survey;
    counter->item_columns = ARENA_ARRAY(counter->arena, survey->question_count, size_t);
    collect_items(counter, false);
    if (counter->item_count == 0)
        collect_items(counter, true);
    counter->outcome_column = SIZE_MAX;
    if (survey->outcome >= 0 && is_item(counter->plan, (size_t)survey->outcome, false))
        counter->outcome_column = survey->questions[survey->outcome].column;
}

struct histogram_counter *histogram_counter_new(struct arena *arena, const struct counter_plan *plan)
{
    struct histogram_counter *counter = ARENA_NEW(arena, struct histogram_counter);
    *counter = (struct histogram_counter){.arena = arena, .plan = plan};
    counter->slots =
        sums_new(arena, "histograms", plan->shape.columns, plan->departments * SLOTS, sizeof(uint32_t));
    counter->sheets = sums_new(arena, "sheets", 1, plan->departments, sizeof(uint32_t));
    counter->partial = sums_new(arena, "partial", 1, plan->departments, sizeof(uint32_t));
    find_items(counter);
    return counter;
}

static void count_column(uint32_t *slots, const uint16_t *departments, const unsigned char *answers,
                         size_t sheets)
{
    for (size_t i = 0; i < sheets; i++)
        slots[(size_t)departments[i] * SLOTS + (answers[i] & SLOT_MASK)]++;
}

// "Not applicable" is an answer given, only not one that can be averaged.
static void count_responses(struct histogram_counter *counter, const struct counter_block *block)
{
    const struct block_view *view = &block->view;
    uint32_t *full = counter->sheets.values, *partial = counter->partial.values;
    uint16_t answered[BLOCK_SHEETS] = {0};
    for (size_t item = 0; item < counter->item_count; item++) {
        const unsigned char *answers = view->answers + counter->item_columns[item] * view->sheets;
        for (size_t i = 0; i < view->sheets; i++)
            answered[i] = (uint16_t)(answered[i] + (answers[i] != ANSWER_NONE));
    }
    const unsigned char *outcome = NULL;
    if (counter->outcome_column != SIZE_MAX)
        outcome = view->answers + counter->outcome_column * view->sheets;
    for (size_t i = 0; i < view->sheets; i++) {
        bool response = 2u * answered[i] >= counter->item_count && (!outcome || outcome[i] != ANSWER_NONE);
        (response ? full : partial)[block->departments[i]]++;
    }
}

void histogram_counter_add(struct histogram_counter *counter, const struct counter_block *block)
{
    const size_t sheets = block->view.sheets;
    uint32_t *slots = counter->slots.values;
    for (size_t column = 0; column < counter->slots.rows; column++)
        count_column(slots + column * counter->slots.width, block->departments,
                     block->view.answers + column * sheets, sheets);
    if (counter->plan->wave->joined)
        count_responses(counter, block);
}

size_t histogram_counter_sums(const struct histogram_counter *counter, struct sums *sums)
{
    sums[0] = counter->slots;
    sums[1] = counter->sheets;
    sums[2] = counter->partial;
    return 3;
}

static bool copy_cell(uint32_t *cell, const uint32_t *slots, size_t values)
{
    bool good = true;
    for (size_t value = 0; value < SURVEY_VALUE_LIMIT; value++) {
        cell[value] = slots[value];
        good = good && (value < values || slots[value] == 0);
    }
    cell[CELL_NOT_APPLICABLE] = slots[ANSWER_NOT_APPLICABLE & SLOT_MASK];
    cell[CELL_NONE] = slots[ANSWER_NONE & SLOT_MASK];
    return good;
}

static bool finish_question(const struct histogram_counter *counter, const struct question *question,
                            struct cells *cells)
{
    const size_t departments = counter->plan->departments;
    const uint32_t *slots = counter->slots.values;
    size_t values =
        question_scored(question) ? (size_t)scale_points(question->scale) : 2; // an option: chosen or not
    bool good = true;
    for (size_t column = question->column; column < question->column + question->column_count; column++)
        for (size_t department = 0; department < departments; department++) {
            const uint32_t *own = slots + (column * departments + department) * SLOTS;
            good = copy_cell(cells_at(cells, department, column), own, values) && good;
        }
    return good;
}

bool histogram_counter_finish(const struct histogram_counter *counter, struct cells *cells, struct error *err)
{
    const struct survey *survey = counter->plan->survey;
    *cells = cells_new(counter->arena, counter->plan->departments, counter->plan->shape.columns);
    memcpy(cells->sheets, counter->sheets.values, sums_bytes(&counter->sheets));
    memcpy(cells->partial, counter->partial.values, sums_bytes(&counter->partial));
    for (size_t i = 0; i < survey->question_count; i++)
        if (!finish_question(counter, &survey->questions[i], cells))
            return FAIL(err, ERROR_INTERNAL, "answer blocks hold a value outside the scale of question %s",
                        survey->questions[i].id);
    return true;
}
