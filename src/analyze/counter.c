#include "analyze/counter.h"

#include <string.h>

// A department's counts of one column take sixteen slots, and the low four bits of an answer name the slot: 0..10
// as they are, ANSWER_NOT_APPLICABLE 14, ANSWER_NONE 15. No table, no branch; one column's slots stay in the cache.
enum { SLOTS = 16, SLOT_MASK = 15, FIRST_INVALID = SURVEY_VALUE_LIMIT };

struct counter {
    struct arena *arena;
    const struct survey *survey;
    struct block_shape shape;
    size_t departments;
    uint32_t *slots; // column × department × SLOTS
    bool joined;
    size_t item_count; // what a response is measured by
    size_t *item_columns;
    size_t outcome_column; // must be answered; SIZE_MAX: nothing must
    uint32_t *sheets, *partial;
};

static bool is_item(const struct survey *survey, const struct wave *wave, size_t number, bool conditional)
{
    const struct question *question = &survey->questions[number];
    return question_scored(question) && wave_asks(wave, number) && (conditional || !question->show_if);
}

static void collect_items(struct counter *counter, const struct wave *wave, bool conditional)
{
    for (size_t i = 0; i < counter->survey->question_count; i++)
        if (is_item(counter->survey, wave, i, conditional))
            counter->item_columns[counter->item_count++] = counter->survey->questions[i].column;
}

// METHODS.md section 1: half of the scored items put to everybody, and the outcome item. Questions shown only after
// a certain answer are not held against those who never saw them.
static void find_items(struct counter *counter, const struct wave *wave)
{
    const struct survey *survey = counter->survey;
    counter->item_columns = ARENA_ARRAY(counter->arena, survey->question_count, size_t);
    collect_items(counter, wave, false);
    if (counter->item_count == 0)
        collect_items(counter, wave, true);
    counter->outcome_column = SIZE_MAX;
    if (survey->outcome >= 0 && is_item(survey, wave, (size_t)survey->outcome, false))
        counter->outcome_column = survey->questions[survey->outcome].column;
}

struct counter *counter_new(struct arena *arena, const struct survey *survey, const struct wave *wave,
                            size_t departments, const struct block_shape *shape)
{
    struct counter *counter = ARENA_NEW(arena, struct counter);
    *counter = (struct counter){.arena = arena,
                                .survey = survey,
                                .shape = *shape,
                                .departments = departments,
                                .joined = wave->joined};
    counter->slots = ARENA_ARRAY(arena, shape->columns * departments * SLOTS, uint32_t);
    counter->sheets = ARENA_ARRAY(arena, departments, uint32_t);
    counter->partial = ARENA_ARRAY(arena, departments, uint32_t);
    find_items(counter, wave);
    return counter;
}

static bool read_departments(const struct counter *counter, const struct block_view *view,
                             uint16_t departments[BLOCK_SHEETS])
{
    unsigned highest = 0;
    for (size_t i = 0; i < view->sheets; i++) {
        departments[i] = block_department(view, i);
        highest = departments[i] > highest ? departments[i] : highest;
    }
    return highest < counter->departments;
}

static bool answers_valid(const unsigned char *answers, size_t count)
{
    unsigned char invalid = 0;
    for (size_t i = 0; i < count; i++)
        invalid |= (unsigned char)(answers[i] - FIRST_INVALID) < ANSWER_NOT_APPLICABLE - FIRST_INVALID;
    return !invalid;
}

static void count_column(uint32_t *slots, const uint16_t *departments, const unsigned char *answers,
                         size_t sheets)
{
    for (size_t i = 0; i < sheets; i++)
        slots[(size_t)departments[i] * SLOTS + (answers[i] & SLOT_MASK)]++;
}

// "Not applicable" is an answer given, only not one that can be averaged.
static void count_responses(struct counter *counter, const uint16_t *departments,
                            const struct block_view *view)
{
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
        (response ? counter->sheets : counter->partial)[departments[i]]++;
    }
}

bool counter_add(struct counter *counter, size_t sheets, const unsigned char *payload, size_t size,
                 struct error *err)
{
    struct block_view view;
    uint16_t departments[BLOCK_SHEETS];
    if (sheets > BLOCK_SHEETS || !block_open(&counter->shape, sheets, payload, size, &view))
        return FAIL(err, ERROR_INTERNAL, "an answer block of %zu bytes does not hold %zu sheets", size,
                    sheets);
    if (!read_departments(counter, &view, departments))
        return FAIL(err, ERROR_INTERNAL,
                    "an answer block names a department outside the wave's organisation");
    if (!answers_valid(view.answers, counter->shape.columns * sheets))
        return FAIL(err, ERROR_INTERNAL, "an answer block holds a byte that is no answer");
    size_t width = counter->departments * SLOTS;
    for (size_t column = 0; column < counter->shape.columns; column++)
        count_column(counter->slots + column * width, departments, view.answers + column * sheets, sheets);
    if (counter->joined)
        count_responses(counter, departments, &view);
    return true;
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

static bool finish_question(const struct counter *counter, const struct question *question,
                            struct cells *cells)
{
    size_t values =
        question_scored(question) ? (size_t)scale_points(question->scale) : 2; // an option: chosen or not
    bool good = true;
    for (size_t column = question->column; column < question->column + question->column_count; column++)
        for (size_t department = 0; department < counter->departments; department++) {
            const uint32_t *slots = counter->slots + (column * counter->departments + department) * SLOTS;
            good = copy_cell(cells_at(cells, department, column), slots, values) && good;
        }
    return good;
}

bool counter_finish(const struct counter *counter, struct cells *cells, struct error *err)
{
    *cells = cells_new(counter->arena, counter->departments, counter->shape.columns);
    memcpy(cells->sheets, counter->sheets, counter->departments * sizeof *cells->sheets);
    memcpy(cells->partial, counter->partial, counter->departments * sizeof *cells->partial);
    for (size_t i = 0; i < counter->survey->question_count; i++)
        if (!finish_question(counter, &counter->survey->questions[i], cells))
            return FAIL(err, ERROR_INTERNAL, "answer blocks hold a value outside the scale of question %s",
                        counter->survey->questions[i].id);
    return true;
}
