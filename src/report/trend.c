// Earlier waves of the same survey: departments are matched by code, questions by id or by the earlier id that they
// say they continue.
#include "ballot/definition.h"
#include "internal.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Under which ids a question may stand in a still earlier version of the survey.
struct line {
    const char *id, *alias;
};

static struct line line_of(const struct question *question)
{
    return (struct line){question->id, question->alias_of};
}

// The earlier question that a line goes on with, or −1. Points of another type or scale are on another axis.
static int follow(const struct survey *earlier, const struct question *now, struct line *line)
{
    int number = survey_question_number(earlier, line->id);
    if (number < 0 && line->alias)
        number = survey_question_number(earlier, line->alias);
    if (number < 0)
        return -1;
    const struct question *then = &earlier->questions[number];
    *line = line_of(then);
    bool same_axis = then->type == now->type && question_scored(now) && then->scale->min == now->scale->min &&
                     then->scale->max == now->scale->max;
    return same_axis ? number : -1;
}

struct code_entry {
    const char *code;
    int number;
};

static int compare_codes(const void *left, const void *right)
{
    return strcmp(((const struct code_entry *)left)->code, ((const struct code_entry *)right)->code);
}

// Department numbers of this report by code.
static struct code_entry *index_codes(struct arena *arena, const struct report *report)
{
    struct code_entry *codes = ARENA_ARRAY(arena, report->department_count, struct code_entry);
    for (size_t i = 0; i < report->department_count; i++)
        codes[i] = (struct code_entry){report->departments[i].code, (int)i};
    qsort(codes, report->department_count, sizeof *codes, compare_codes);
    return codes;
}

static struct report_point point_of(const struct question *question, const struct figure *figure)
{
    return (struct report_point){
        .status = figure->status,
        .broken = figure->change.status == CHANGE_BROKEN,
        .moved = !figure->change.detectable      ? 0
                 : figure->change.difference > 0 ? 1
                                                 : -1,
        .n = figure->n,
        .value = report_value(question, figure),
        .interval = report_interval(question, figure),
    };
}

// Puts the figures of an earlier wave's department where the report's departments and questions have their points.
static void place_points(const struct report *report, const struct survey *survey, const int *questions,
                         const struct figure *figures, struct report_point *points)
{
    for (size_t q = 0; q < report->survey->question_count; q++)
        if (questions[q] >= 0)
            points[q] = point_of(&survey->questions[questions[q]], &figures[questions[q]]);
}

static struct report_point *empty_points(struct arena *arena, size_t count)
{
    struct report_point *points = ARENA_ARRAY(arena, count, struct report_point);
    for (size_t i = 0; i < count; i++)
        points[i] = (struct report_point){.status = FIGURE_NOT_ASKED, .value = NAN, .interval = {NAN, NAN}};
    return points;
}

static bool load_points(struct arena *arena, struct db *db, const struct report *report,
                        const struct code_entry *codes, struct line *lines, struct report_earlier *earlier,
                        struct error *err)
{
    AUTO(arena) struct arena *scratch = arena_new();
    size_t questions = report->survey->question_count;
    const struct survey *survey =
        definition_load_version(scratch, db, report->wave.survey_id, earlier->survey_version, err);
    struct organisation then;
    struct figure *figures;
    if (!survey || !wave_organisation(scratch, db, earlier->wave_id, &then, err) ||
        !report_load_figures(scratch, db, earlier->wave_id, survey, then.count, &figures, err))
        return false;
    int *numbers = ARENA_ARRAY(scratch, questions, int);
    for (size_t q = 0; q < questions; q++) {
        struct line line = lines[q];
        numbers[q] = follow(survey, &report->survey->questions[q], &line);
        lines[q] = (struct line){arena_text(arena, line.id), arena_text(arena, line.alias)};
    }
    earlier->points = empty_points(arena, report->department_count * questions);
    for (size_t d = 0; d < then.count; d++) {
        struct code_entry wanted = {.code = then.departments[d].code};
        const struct code_entry *found =
            bsearch(&wanted, codes, report->department_count, sizeof wanted, compare_codes);
        if (found)
            place_points(report, survey, numbers, figures + d * survey->question_count,
                         earlier->points + (size_t)found->number * questions);
    }
    return true;
}

static bool list_earlier(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_REPORT_EARLIER,
                              DB_VALUES(db_int(report->wave.id), db_int(REPORT_EARLIER_LIMIT)), err);
    if (!rows)
        return false;
    int count = PQntuples(rows);
    report->earlier_count = (size_t)count;
    report->earlier = ARENA_ARRAY(arena, report->earlier_count, struct report_earlier);
    for (int row = 0; row < count; row++)
        report->earlier[count - 1 - row] = (struct report_earlier){
            .wave_id = (int)result_int(rows, row, 0),
            .key = result_copy(arena, rows, row, 1),
            .survey_version = (int)result_int(rows, row, 2),
            .opened = result_copy(arena, rows, row, 3),
            .closed = result_copy(arena, rows, row, 4),
        };
    return true;
}

bool report_load_earlier(struct arena *arena, struct db *db, struct report *report, struct error *err)
{
    if (!list_earlier(arena, db, report, err))
        return false;
    const struct code_entry *codes = index_codes(arena, report);
    struct line *lines = ARENA_ARRAY(arena, report->survey->question_count, struct line);
    for (size_t q = 0; q < report->survey->question_count; q++)
        lines[q] = line_of(&report->survey->questions[q]);
    for (size_t i = report->earlier_count; i-- > 0;)
        if (!load_points(arena, db, report, codes, lines, &report->earlier[i], err))
            return false;
    return true;
}

void report_trend(const struct report *report, size_t department, size_t question,
                  struct report_point *points)
{
    size_t at = department * report->survey->question_count + question;
    for (size_t i = 0; i < report->earlier_count; i++)
        points[i] = report->earlier[i].points[at];
    points[report->earlier_count] =
        point_of(&report->survey->questions[question], &report->departments[department].figures[question]);
}
