#include "analyze/norms.h"
#include "db/query.h"

// Whether a norm still fits the question that it was registered for.
static bool fits(const struct question *question, enum norm_figure figure, int min, int max)
{
    const enum question_type type = figure == NORM_ENPS ? QUESTION_ENPS : QUESTION_SCALE;
    return figure < NORM_FIGURE__COUNT && question->type == type && question->scale->min == min && question->scale->max == max;
}

bool norms_load(struct arena *arena, struct db *db, const struct wave *wave, const struct survey *survey,
                const struct attached_norm **norms, size_t *count, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_ANALYZE_NORMS, DB_VALUES(db_text(wave->survey_id)), err);
    if (!rows)
        return false;
    struct attached_norm *list = ARENA_ARRAY(arena, (size_t)PQntuples(rows), struct attached_norm);
    *norms = list;
    *count = 0;
    for (int row = 0; row < PQntuples(rows); row++) {
        const int question = survey_question_number(survey, result_text(rows, row, 1));
        const enum norm_figure figure = norm_figure_named(result_text(rows, row, 2));
        if (question < 0 || !fits(&survey->questions[question], figure, (int)result_int(rows, row, 7), (int)result_int(rows, row, 8)))
            continue;
        list[(*count)++] = (struct attached_norm){
            .benchmark = result_copy(arena, rows, row, 0),
            .source = result_copy(arena, rows, row, 5),
            .year = (int)result_int(rows, row, 6),
            .question = (size_t)question,
            .norm = {.figure = figure,
                     .value = result_real(rows, row, 3),
                     .people = result_null(rows, row, 4) ? 0 : (uint32_t)result_int(rows, row, 4)},
        };
    }
    return true;
}
