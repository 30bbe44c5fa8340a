// A company over several waves: each publication goes on from the one before, as the ledger would have it.
#pragma once

#include "company.h"

enum { COMPANY_MONTH = 30 };

// What `company`, the wave after `before`, published, and all before it; both have the same departments and questions.
static inline void company_remember(struct company *company, const struct company *before)
{
    struct history *history = ARENA_NEW(company->arena, struct history);
    const struct publication *publication = &company->publication;
    if (before)
        *history = *before->history;
    history->departments = publication->departments;
    history->questions = publication->questions;
    struct history_wave *wave = &history->waves[history->count];
    wave->day = 20000.0 + COMPANY_MONTH * (double)history->count;
    wave->points =
        ARENA_ARRAY(company->arena, publication->departments * publication->questions, struct history_point);
    for (size_t i = 0; i < publication->departments * publication->questions; i++) {
        const struct question *question = &company->survey->questions[i % publication->questions];
        if (question_scored(question) && publication->figures[i].status == FIGURE_PUBLISHED)
            wave->points[i] = history_point(question->type == QUESTION_ENPS, &publication->figures[i]);
    }
    history->count++;
    history->today = wave->day + COMPANY_MONTH;
    company->history = history;
}

// Publishes wave after wave.
static inline void company_publish_line(struct company *waves, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        company_publish(&waves[i], i ? &waves[i - 1] : NULL);
        company_remember(&waves[i], i ? &waves[i - 1] : NULL);
    }
}
