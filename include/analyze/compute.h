// The heart of the analyzer, without a database: from cells to a publication (METHODS.md sections 1 to 6). The same
// cells give the same publication, in whatever order sheets and rows came.
#pragma once

#include "analyze/cells.h"
#include "analyze/history.h"
#include "analyze/index_cells.h"
#include "analyze/pairs.h"
#include "analyze/publication.h"
#include "analyze/weight_cells.h"

// One wave as the analyzer sees it.
struct analyze_wave {
    const struct wave *wave; // k, what was asked, whether sheets are people
    const struct survey *survey;
    const struct organisation *organisation;
    const struct cells *cells; // each department's own people
    // Of an earlier wave what its publication says: departments × questions. NULL for the wave to be computed.
    const enum figure_status *statuses;
    // Of an earlier wave: what it and those before it published, for trends. NULL: none.
    const struct history *history;
    // Of the wave to be computed: its pairs of questions. NULL: not counted, no drivers.
    const struct pairs *pairs;
    const enum figure_status *index_statuses; // the same, departments × indices
    const struct index_cells *indices;        // each department's own people; may be NULL in a survey without indices
    const struct weight_cells *weights;       // the same; NULL: figures are not weighted
    // Of the wave to be computed: external norms, those of one benchmark together.
    const struct attached_norm *norms;
    size_t norm_count;
};

// `before` is the latest published wave of the same survey, or NULL. Everything lives in the arena. Fails only on
// input that a wave cannot have (a parent behind its child, k = 0).
MUST_USE bool analyze_compute(struct arena *arena, const struct analyze_wave *now,
                              const struct analyze_wave *before, struct publication *publication,
                              struct error *err);
