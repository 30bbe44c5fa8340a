// A company whose people hand in whole sheets: cells, indices and weights come from the counter that the analyzer uses.
#pragma once

#include "analyze/counter.h"
#include "base/buffer.h"
#include "company.h"

struct company_sheet {
    uint16_t department;
    unsigned char answers[8]; // by column
    float weight;
};

static inline void company_count(struct company *company, const struct company_sheet *sheets, size_t count)
{
    const struct block_shape shape = {.weighted = company->wave.weighted, .columns = company->survey->column_count};
    struct counter *counter =
        counter_new(company->arena, company->survey, &company->wave, company->organisation.count, &shape, NULL);
    struct error err = {0};
    for (size_t i = 0; i < count; i++) {
        AUTO(buffer) struct buffer payload = {0};
        unsigned char answers[8];
        memcpy(answers, sheets[i].answers, sizeof answers);
        struct sheet sheet = {.department = sheets[i].department, .weight = sheets[i].weight, .answers = answers};
        block_pack(&shape, &sheet, 1, &payload);
        if (!counter_add(counter, 1, (const unsigned char *)payload.bytes, payload.size, &err))
            fail_msg("%s", err.message);
    }
    struct counted *counted = ARENA_NEW(company->arena, struct counted);
    if (!counter_finish(counter, counted, &err))
        fail_msg("%s", err.message);
    company->cells = counted->cells;
    company->indices = &counted->indices;
    company->weights = counted->weights.sums ? &counted->weights : NULL;
}

static inline const struct index_figure *company_index(const struct company *company, size_t department,
                                                       const char *id)
{
    for (size_t i = 0; i < company->survey->index_count; i++)
        if (strcmp(company->survey->indices[i].id, id) == 0)
            return publication_index(&company->publication, department, i);
    fail_msg("no index %s", id);
    return NULL;
}
