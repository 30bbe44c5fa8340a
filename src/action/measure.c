#include "measure.h"
#include "action/aim.h"
#include "survey/line.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum column {
    COLUMN_IS_ROOT,
    COLUMN_IS_DEPARTMENT,
    COLUMN_STATUS,
    COLUMN_N,
    COLUMN_MEAN,
    COLUMN_ENPS,
    COLUMN_PROMOTERS,
    COLUMN_DETRACTORS,
    COLUMN_HISTOGRAM,
    COLUMN_CHANGE_STATUS,
};

struct wave_list {
    size_t count;
    struct measured_wave *waves;
};

static bool load_waves(struct arena *arena, struct db *db, const struct action *action, const char *wanted,
                       struct wave_list *list, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows =
        db_query(db, QUERY_ACTION_WAVES,
                 DB_VALUES(db_text(action->survey_id), db_text(wanted), db_int(action->id)), err);
    if (!rows)
        return false;
    list->count = (size_t)PQntuples(rows);
    list->waves = ARENA_ARRAY(arena, list->count, struct measured_wave);
    for (size_t i = 0; i < list->count; i++)
        list->waves[i] = (struct measured_wave){
            .id = (int)result_int(rows, (int)i, 0),
            .key = result_copy(arena, rows, (int)i, 1),
            .version = (int)result_int(rows, (int)i, 2),
            .opened = result_copy(arena, rows, (int)i, 3),
            .closed = result_copy(arena, rows, (int)i, 4),
            .wanted = result_bool(rows, (int)i, 5),
            .later = result_bool(rows, (int)i, 6),
        };
    return true;
}

// Sample variance of a histogram in PostgreSQL's text form, "{1,2,3}"; NaN for NULL or a single answer.
static double variance_of(const PGresult *rows, int row, int column)
{
    if (result_null(rows, row, column))
        return NAN;
    double n = 0, sum = 0, squares = 0;
    const char *text = result_text(rows, row, column);
    for (int value = 0; *text; value++) {
        text += strspn(text, "{,}");
        char *end;
        const double count = (double)strtol(text, &end, 10);
        if (end == text)
            break;
        n += count;
        sum += count * value;
        squares += count * value * value;
        text = end;
    }
    return n > 1 ? (squares - sum * sum / n) / (n - 1) : NAN;
}

static struct effect_figure figure_of(const PGresult *rows, int row, const struct question *question)
{
    return (struct effect_figure){
        .n = (double)result_int(rows, row, COLUMN_N),
        .enps = question->type == QUESTION_ENPS,
        .mean = result_real(rows, row, COLUMN_MEAN),
        .enps_value = result_real(rows, row, COLUMN_ENPS),
        .promoters = result_real(rows, row, COLUMN_PROMOTERS),
        .detractors = result_real(rows, row, COLUMN_DETRACTORS),
        .variance = variance_of(rows, row, COLUMN_HISTOGRAM),
        .min = question->scale->min,
        .max = question->scale->max,
    };
}

static bool refuse_hidden(const struct action *action, const struct measured_wave *wave, bool root,
                          struct error *err)
{
    return FAIL(err, ERROR_CONFLICT,
                "the figure of %s for question %s is not published in wave %s: there is nothing to compare",
                root ? "the whole organisation" : action->department, action->question, wave->key);
}

// What the wave says about the action's question; `rows` stays NULL where its survey does not have it.
static bool query_figures(struct arena *arena, struct db *db, const struct action *action,
                          const struct measured_wave *wave, const struct question **question, PGresult **rows,
                          struct error *err)
{
    const struct survey *survey = aim_survey(arena, db, action->survey_id, wave->version, err);
    if (!survey)
        return false;
    const int number = survey_question_number(survey, action->question);
    if (number < 0)
        return true;
    *question = &survey->questions[number];
    *rows = db_query(db, QUERY_ACTION_FIGURES,
                     DB_VALUES(db_int(wave->id), db_text(action->department), db_int(number)), err);
    return *rows != NULL;
}

// Takes department and root from the rows. `asked` false: the question was not asked of them, which is no fault.
static bool take_figures(const struct action *action, const PGresult *rows, const struct question *question,
                         struct measured_wave *wave, bool *asked, struct error *err)
{
    int found = 0;
    for (int i = 0; i < PQntuples(rows); i++) {
        const bool root = result_bool(rows, i, COLUMN_IS_ROOT),
                   own = result_bool(rows, i, COLUMN_IS_DEPARTMENT);
        const enum figure_status status = (enum figure_status)result_int(rows, i, COLUMN_STATUS);
        if (status == FIGURE_NOT_ASKED)
            return true;
        if (status != FIGURE_PUBLISHED)
            return refuse_hidden(action, wave, !own, err);
        const struct effect_figure figure = figure_of(rows, i, question);
        if (root)
            wave->figures.root = figure;
        if (own)
            wave->figures.department = figure;
        found += root + own;
    }
    *asked = true;
    return found == 2 || FAIL(err, ERROR_NOT_FOUND, "wave %s knows no figure of department %s", wave->key,
                              action->department);
}

static bool load_figures(struct arena *arena, struct db *db, const struct action *action,
                         struct measured_wave *wave, bool *asked, struct error *err)
{
    AUTO(pg_result) PGresult *rows = NULL;
    const struct question *question = NULL;
    *asked = false;
    return query_figures(arena, db, action, wave, &question, &rows, err) &&
           (!rows || take_figures(action, rows, question, wave, asked, err));
}

// Whether the department's line of the question breaks at this wave.
static bool breaks_at(struct arena *arena, struct db *db, const struct action *action,
                      const struct measured_wave *wave, bool *breaks, struct error *err)
{
    AUTO(pg_result) PGresult *rows = NULL;
    const struct question *question = NULL;
    if (!query_figures(arena, db, action, wave, &question, &rows, err))
        return false;
    *breaks = false;
    for (int i = 0; rows && i < PQntuples(rows); i++)
        *breaks = *breaks || (result_bool(rows, i, COLUMN_IS_DEPARTMENT) &&
                              result_int(rows, i, COLUMN_CHANGE_STATUS) == CHANGE_BROKEN);
    return true;
}

// What was asked once it was done: a wave that was open before that has answers from before. On the very day the order of
// the records decides, so that the wave with the finding is never taken for its own remedy.
static bool is_after(const struct action *action, const struct measured_wave *wave)
{
    const int order = strcmp(wave->opened, action->finished);
    return order > 0 || (order == 0 && wave->later);
}

static bool refuse_absent(const struct action *action, const struct wave_list *list, struct error *err)
{
    const char *latest = list->count ? list->waves[list->count - 1].key : NULL;
    (void)FAIL(err, ERROR_NOT_FOUND,
               "no wave of survey %s opened since action %d was done (%s) is published yet%s%s",
               action->survey_id, action->id, action->finished, latest ? "; the latest is " : "",
               latest ? latest : "");
    return error_hint(err, "Verify it after the next wave, or name one whose dates do not tell: --wave KEY.");
}

// A wave that is named may overlap with the action, but what closed before it began cannot show what it did.
static bool check_wanted(const struct action *action, const struct measured_wave *wave, struct error *err)
{
    return strcmp(wave->closed, action->started) > 0 ||
           FAIL(err, ERROR_CONFLICT, "wave %s closed on %s, before action %d began (%s): it shows no effect",
                wave->key, wave->closed, action->id, action->started);
}

static bool find_after(struct arena *arena, struct db *db, const struct action *action, const char *wanted,
                       struct wave_list *list, struct measured_wave **after, struct error *err)
{
    for (size_t i = 0; i < list->count; i++) {
        struct measured_wave *wave = &list->waves[i];
        bool asked;
        if (wanted ? !wave->wanted : !is_after(action, wave))
            continue;
        if ((wanted && !check_wanted(action, wave, err)) ||
            !load_figures(arena, db, action, wave, &asked, err))
            return false;
        *after = wave;
        if (asked)
            return true;
    }
    if (wanted)
        return FAIL(err, ERROR_NOT_FOUND, "survey %s has no published wave %s that asks %s",
                    action->survey_id, wanted, action->question);
    return refuse_absent(action, list, err);
}
// Before: the last state of things that it could not have touched yet.
static bool find_before(struct arena *arena, struct db *db, const struct action *action,
                        struct wave_list *list, const struct measured_wave *after,
                        struct measured_wave **before, struct error *err)
{
    for (size_t i = list->count; i-- > 0;) {
        struct measured_wave *wave = &list->waves[i];
        bool asked;
        if (wave >= after || strcmp(wave->closed, after->opened) > 0 ||
            strcmp(wave->closed, action->started) > 0)
            continue;
        if (!load_figures(arena, db, action, wave, &asked, err))
            return false;
        *before = wave;
        if (asked)
            return true;
    }
    return FAIL(err, ERROR_NOT_FOUND,
                "no wave before action %d began (%s) asked %s: there is nothing to compare with", action->id,
                action->started, action->question);
}

// The wording and the scale are compared from end to end, but who belongs to the department may have changed at any wave
// in between.
static bool check_line(struct arena *arena, struct db *db, const struct action *action,
                       const struct measured_wave *before, const struct measured_wave *after,
                       struct error *err)
{
    const struct survey *earlier = aim_survey(arena, db, action->survey_id, before->version, err);
    const struct survey *now = earlier ? aim_survey(arena, db, action->survey_id, after->version, err) : NULL;
    if (!now)
        return false;
    size_t number;
    bool breaks = survey_line(earlier, now, (size_t)survey_question_number(now, action->question), &number) !=
                  LINE_CONTINUES;
    for (const struct measured_wave *wave = before + 1; wave <= after && !breaks; wave++)
        if (!breaks_at(arena, db, action, wave, &breaks, err))
            return false;
    return !breaks || FAIL(err, ERROR_CONFLICT,
                           "the line of question %s breaks between waves %s and %s: they cannot be compared",
                           action->question, before->key, after->key);
}

bool measure(struct arena *arena, struct db *db, const struct action *action, const char *wanted,
             struct measured_wave *before, struct measured_wave *after, struct error *err)
{
    struct wave_list list;
    struct measured_wave *earlier = NULL, *later = NULL;
    if (!load_waves(arena, db, action, wanted, &list, err) ||
        !find_after(arena, db, action, wanted, &list, &later, err) ||
        !find_before(arena, db, action, &list, later, &earlier, err) ||
        !check_line(arena, db, action, earlier, later, err))
        return false;
    *before = *earlier;
    *after = *later;
    return true;
}
