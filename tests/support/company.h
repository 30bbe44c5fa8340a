// A small company for tests of the analyzer: a survey from JSON text, a tree from parents, answers put into cells.
#pragma once

#include "analyze/compute.h"
#include "survey/parse.h"
#include "unit.h"

#include <math.h>
#include <string.h>

// cmocka's own comparison works in single precision.
#define assert_double_near(value, expected, tolerance)                                                       \
    do {                                                                                                     \
        double seen = (value), wanted = (expected);                                                          \
        if (!(fabs(seen - wanted) <= (tolerance)))                                                           \
            fail_msg("%s is %.17g, expected %.17g", #value, seen, wanted);                                   \
    } while (0)

struct company {
    struct arena *arena;
    struct wave wave;
    struct survey *survey;
    struct organisation organisation;
    struct cells cells;
    struct publication publication;
    const struct history *history; // that ends with this wave, for the one that comes after it
    enum figure_status *statuses, *index_statuses;
    const struct index_cells *indices; // NULL: the test has no indices, or no weights
    const struct weight_cells *weights;
};

static inline struct survey *company_survey(struct arena *arena, const char *json)
{
    struct fault_list faults = {.arena = arena};
    struct survey *survey = survey_parse(arena, json, strlen(json), &faults);
    if (!survey)
        fail_msg("%s: %s", faults.items[0].place, faults.items[0].message);
    return survey;
}

// `parents` begins with −1; department i gets the code "D<i>" and, until a test says otherwise, no invited count.
static inline struct company company_new(struct arena *arena, struct survey *survey, const int *parents,
                                         size_t count, int k)
{
    struct company company = {
        .arena = arena,
        .survey = survey,
        .wave = {.id = 1, .key = "w", .survey_id = survey->id, .k = k, .state = WAVE_CLOSED, .joined = true},
        .organisation = {.count = count, .departments = ARENA_ARRAY(arena, count, struct wave_department)},
        .cells = cells_new(arena, count, survey->column_count),
    };
    for (size_t i = 0; i < count; i++) {
        const char *code = arena_format(arena, "D%zu", i);
        company.organisation.departments[i] =
            (struct wave_department){.code = code, .name = code, .parent = parents[i], .invited = -1};
    }
    return company;
}

// `times` people of a department give a question the answer with this index.
static inline void company_answer(struct company *company, size_t department, const char *question, int index,
                                  uint32_t times)
{
    const struct question *found = survey_question(company->survey, question);
    assert_non_null(found);
    cells_at(&company->cells, department, found->column)[index] += times;
}

static inline struct analyze_wave company_wave(const struct company *company)
{
    return (struct analyze_wave){.wave = &company->wave,
                                 .survey = company->survey,
                                 .organisation = &company->organisation,
                                 .cells = &company->cells,
                                 .statuses = company->statuses,
                                 .history = company->history,
                                 .index_statuses = company->index_statuses,
                                 .indices = company->indices,
                                 .weights = company->weights};
}

static inline void company_publish(struct company *company, const struct company *before)
{
    struct analyze_wave now = company_wave(company), then = {0};
    if (before)
        then = company_wave(before);
    struct error err = {0};
    if (!analyze_compute(company->arena, &now, before ? &then : NULL, &company->publication, &err))
        fail_msg("%s", err.message);
    size_t count = company->publication.departments * company->publication.questions;
    company->statuses = ARENA_ARRAY(company->arena, count, enum figure_status);
    for (size_t i = 0; i < count; i++)
        company->statuses[i] = company->publication.figures[i].status;
    count = company->publication.departments * company->publication.indices;
    company->index_statuses = ARENA_ARRAY(company->arena, count, enum figure_status);
    for (size_t i = 0; i < count; i++)
        company->index_statuses[i] = company->publication.index_figures[i].status;
}

static inline const struct figure *company_figure(const struct company *company, size_t department,
                                                  const char *question)
{
    int number = survey_question_number(company->survey, question);
    assert_true(number >= 0);
    return publication_figure(&company->publication, department, (size_t)number);
}
