#include "chart/report_drawing.h"
#include "chart/bars.h"
#include "chart/enps.h"
#include "chart/heat.h"
#include "chart/priority.h"
#include "chart/rank.h"
#include "chart/trend.h"
#include "report/drivers.h"
#include "report/ranking.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct draft {
    struct chart_pool *pool;
    const struct words *words;
    const struct report *report;
    const struct survey *survey;
    size_t department;
    const struct report_department *here;
};

static struct chart_head head_of(const struct draft *draft, const char *id, const char *title,
                                 const char *description)
{
    const char *percent = words_share(draft->words, 0); // "0 %"
    return (struct chart_head){
        .id = id,
        .title = title,
        .description = description,
        .decimal = words_text(draft->words, "number.decimal")[0],
        .percent = percent + strspn(percent, "0"),
    };
}

// Days since 1970 of an ISO 8601 date; NaN when there is none.
static double day_of(const char *iso)
{
    int year, month, day;
    if (!iso || sscanf(iso, "%4d-%2d-%2d", &year, &month, &day) != 3)
        return NAN;
    // Days of the proleptic Gregorian calendar, years beginning in March so that the leap day comes last.
    int y = year - (month <= 2), era = y / 400, of_era = y - era * 400;
    int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097.0 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static const char *iso_of(const struct report *report, size_t wave)
{
    return wave < report->earlier_count ? report->earlier[wave].closed : report->wave.closed;
}

static struct chart_trend_point *points_of(const struct draft *draft, size_t question, bool reference)
{
    size_t count = draft->report->earlier_count + 1;
    struct report_point line[REPORT_EARLIER_LIMIT + 1], whole[REPORT_EARLIER_LIMIT + 1];
    report_trend(draft->report, draft->department, question, line);
    report_trend(draft->report, 0, question, whole);
    struct chart_trend_point *points = ARENA_ARRAY(draft->words->arena, count, struct chart_trend_point);
    for (size_t i = 0; i < count; i++)
        points[i] = (struct chart_trend_point){
            .label = i < count - 1 ? draft->report->earlier[i].key : draft->report->wave.key,
            .day = day_of(iso_of(draft->report, i)),
            .value = line[i].value,
            .low = line[i].interval.low,
            .high = line[i].interval.high,
            .breaks = line[i].broken,
            .mark = line[i].moved > 0   ? CHART_MARK_RISE
                    : line[i].moved < 0 ? CHART_MARK_FALL
                                        : CHART_MARK_NONE,
            .reference = reference ? whole[i].value : NAN,
        };
    return points;
}

static bool draw_line(const struct draft *draft, size_t number, const char **svg, struct error *err)
{
    const struct words *words = draft->words;
    const struct question *question = &draft->survey->questions[number];
    bool reference = draft->department > 0;
    double range = question->scale->max - question->scale->min;
    const char *whole = language_format(words->language, words->arena, "trend.reference",
                                        LANGUAGE_VALUES({"name", draft->report->departments[0].name}));
    struct chart_trend trend = {
        .head = head_of(draft, arena_format(words->arena, "line-%zu", number), words_question(words, number),
                        drawing_line_text(words, draft->department, number)),
        .points = points_of(draft, number, reference),
        .count = draft->report->earlier_count + 1,
        .least = question->type == QUESTION_ENPS ? -100 : question->scale->min,
        .most = question->type == QUESTION_ENPS ? 100 : question->scale->max,
        .span = question->type == QUESTION_ENPS ? 40 : range / 4,
        .decimals = question->type == QUESTION_ENPS ? 0 : 2,
        .reference = reference ? whole : NULL,
    };
    char *drawn;
    if (!chart_trend(draft->pool, words->arena, &trend, &drawn, err))
        return false;
    *svg = drawn;
    return true;
}

static bool draw_lines(const struct draft *draft, struct report_drawing *drawing, struct error *err)
{
    for (size_t q = 0; q < draft->survey->question_count; q++) {
        if (draft->report->earlier_count == 0 || !drawing_has_line(draft->report, draft->department, q))
            continue;
        const char **place = (int)q == draft->survey->outcome ? &drawing->trend : &drawing->lines[q];
        if (!draw_line(draft, q, place, err))
            return false;
    }
    return true;
}

static bool draw_shares(const struct draft *draft, struct report_drawing *drawing, struct error *err)
{
    int outcome = draft->survey->outcome;
    if (outcome < 0 || draft->survey->questions[outcome].type != QUESTION_ENPS ||
        draft->here->figures[outcome].status != FIGURE_PUBLISHED)
        return true;
    const struct words *words = draft->words;
    const struct figure *figure = &draft->here->figures[outcome];
    struct chart_enps enps = {
        .head =
            head_of(draft, "shares", words_text(words, "outcome.shares"), drawing_shares_text(words, figure)),
        .promoters = figure->promoters,
        .passives = figure->passives,
        .detractors = figure->detractors,
        .score = figure->enps,
        .low = figure->enps_interval.low,
        .high = figure->enps_interval.high,
        .promoters_word = words_text(words, "enps.promoters"),
        .passives_word = words_text(words, "enps.passives"),
        .detractors_word = words_text(words, "enps.detractors"),
        .score_word = words_text(words, "outcome.enps"),
    };
    char *svg;
    if (!chart_enps(draft->pool, words->arena, &enps, &svg, err))
        return false;
    drawing->shares = svg;
    return true;
}

static struct chart_bar bar_of(const struct draft *draft, size_t number)
{
    const struct words *words = draft->words;
    const struct question *question = &draft->survey->questions[number];
    const struct figure *figure = &draft->here->figures[number];
    bool enps = question->type == QUESTION_ENPS, shown = figure->status == FIGURE_PUBLISHED;
    const char *note = language_format(words->language, words->arena, "items.count",
                                       LANGUAGE_VALUES({"n", words_count(words, figure->n)}));
    return (struct chart_bar){
        .label = words_question(words, number),
        .note = shown ? note : NULL,
        .status = figure->status,
        .favourable = enps ? figure->promoters : figure->favourable,
        .neutral = enps ? figure->passives : figure->neutral,
        .unfavourable = enps ? figure->detractors : figure->unfavourable,
        .low = enps ? NAN : figure->favourable_interval.low,
        .high = enps ? NAN : figure->favourable_interval.high,
    };
}

static bool draw_bars(const struct draft *draft, struct report_drawing *drawing, struct error *err)
{
    const struct words *words = draft->words;
    struct chart_bar *bars = ARENA_ARRAY(words->arena, draft->survey->question_count, struct chart_bar);
    size_t count = 0;
    for (size_t q = 0; q < draft->survey->question_count; q++)
        if (drawing_has_question(draft->report, q))
            bars[count++] = bar_of(draft, q);
    struct chart_bars chart = {
        .head = head_of(draft, "bars", words_text(words, "items.chart"),
                        drawing_bars_text(words, draft->department)),
        .bars = bars,
        .count = count,
        .favourable = words_text(words, "items.favourable"),
        .neutral = words_text(words, "items.neutral"),
        .unfavourable = words_text(words, "items.unfavourable"),
        .interval = words_text(words, "items.interval"),
    };
    for (enum figure_status status = FIGURE_PUBLISHED + 1; status < FIGURE_STATUS__COUNT; status++)
        chart.hidden[status] = words_hidden(words, status);
    char *narrow, *wide;
    if (count == 0)
        return true;
    if (!chart_bars(draft->pool, words->arena, &chart, &narrow, err))
        return false;
    chart.wide = true;
    chart.head.id = "bars-wide";
    if (!chart_bars(draft->pool, words->arena, &chart, &wide, err))
        return false;
    drawing->bars = narrow;
    drawing->bars_wide = wide;
    return true;
}

// The department itself in the first row, its children below.
static size_t heat_rows(const struct draft *draft, int *departments)
{
    size_t count = 0;
    departments[count++] = (int)draft->department;
    for (int child = draft->here->first_child; child >= 0;
         child = draft->report->departments[child].next_sibling)
        departments[count++] = child;
    return count;
}

static size_t heat_columns(const struct draft *draft, size_t *questions)
{
    size_t count = 0;
    for (size_t q = 0; q < draft->survey->question_count; q++)
        if (drawing_has_question(draft->report, q))
            questions[count++] = q;
    return count;
}

static struct chart_heat_cell *heat_cells(const struct draft *draft, const int *rows, size_t row_count,
                                          const size_t *columns, size_t column_count)
{
    struct chart_heat_cell *cells =
        ARENA_ARRAY(draft->words->arena, row_count * column_count, struct chart_heat_cell);
    for (size_t r = 0; r < row_count; r++)
        for (size_t c = 0; c < column_count; c++) {
            const struct figure *figure = &draft->report->departments[rows[r]].figures[columns[c]];
            double share = drawing_favourable(&draft->survey->questions[columns[c]], figure);
            cells[r * column_count + c] = (struct chart_heat_cell){figure->status, 100 * share};
        }
    return cells;
}

static bool draw_heat(const struct draft *draft, struct report_drawing *drawing, struct error *err)
{
    const struct words *words = draft->words;
    int *rows = ARENA_ARRAY(words->arena, draft->report->department_count, int);
    size_t *columns = ARENA_ARRAY(words->arena, draft->survey->question_count, size_t);
    size_t row_count = heat_rows(draft, rows), column_count = heat_columns(draft, columns);
    if (row_count < 2 || column_count == 0 || row_count * column_count > 60000)
        return true;
    const char **names = ARENA_ARRAY(words->arena, row_count, const char *);
    const char **questions = ARENA_ARRAY(words->arena, column_count, const char *);
    unsigned *depths = ARENA_ARRAY(words->arena, row_count, unsigned);
    for (size_t r = 0; r < row_count; r++) {
        names[r] = draft->report->departments[rows[r]].name;
        depths[r] = r > 0;
    }
    for (size_t c = 0; c < column_count; c++)
        questions[c] = words_question_short(words, columns[c]);
    struct chart_heat heat = {
        .head = head_of(draft, "heat", words_text(words, "heat.title"),
                        drawing_heat_text(words, draft->department)),
        .rows = names,
        .depths = depths,
        .row_count = row_count,
        .columns = questions,
        .column_count = column_count,
        .cells = heat_cells(draft, rows, row_count, columns, column_count),
        .low = 30,
        .high = 90,
        .below_minimum = words_hidden(words, FIGURE_BELOW_MINIMUM),
        .protects_others = words_hidden(words, FIGURE_PROTECTS_OTHERS),
        .not_asked = words_hidden(words, FIGURE_NOT_ASKED),
        .scale = words_text(words, "heat.scale"),
    };
    char *svg;
    if (!chart_heat(draft->pool, words->arena, &heat, &svg, err))
        return false;
    drawing->heat = svg;
    return true;
}

// Where there are many departments, those at both ends.
static struct chart_rank_row *ranking_rows(const struct draft *draft, const struct ranking *ranking, size_t *count)
{
    const size_t left_out = ranking->count > RANKING_DRAWN ? ranking->count - RANKING_DRAWN : 0;
    struct chart_rank_row *rows = ARENA_ARRAY(draft->words->arena, ranking->count - left_out, struct chart_rank_row);
    *count = 0;
    for (size_t i = 0; i < ranking->count; i++) {
        if (left_out > 0 && i >= RANKING_DRAWN / 2 && i < RANKING_DRAWN / 2 + left_out)
            continue;
        const struct report_department *department = &draft->report->departments[ranking->departments[i]];
        const struct shrunk *value = &department->ranks[ranking->question].value;
        rows[(*count)++] = (struct chart_rank_row){department->name, value->value, value->interval.low, value->interval.high};
    }
    return rows;
}

static bool draw_ranking(const struct draft *draft, struct report_drawing *drawing, struct error *err)
{
    const struct words *words = draft->words;
    struct ranking ranking;
    if (!ranking_make(words, draft->department, &ranking))
        return true;
    const struct question *question = &draft->survey->questions[ranking.question];
    const bool enps = question->type == QUESTION_ENPS;
    struct chart_rank chart = {
        .head = head_of(draft, "ranking", words_text(words, "ranking.title"), ranking_text(words, &ranking)),
        .least = enps ? -100 : question->scale->min,
        .most = enps ? 100 : question->scale->max,
        .decimals = enps ? 0 : 2,
        .reference = report_value(question, &draft->report->departments[0].figures[ranking.question]),
        .name = language_format(words->language, words->arena, "trend.reference",
                                LANGUAGE_VALUES({"name", draft->report->departments[0].name})),
        .interval = words_text(words, "items.interval"),
        .gap = ranking.count > RANKING_DRAWN ? RANKING_DRAWN / 2 : 0,
    };
    chart.rows = ranking_rows(draft, &ranking, &chart.count);
    chart.left_out = language_count(words->language, words->arena, "ranking.left_out",
                                    (long)(ranking.count - chart.count), NULL, 0);
    char *svg;
    if (!chart_rank(draft->pool, words->arena, &chart, &svg, err))
        return false;
    drawing->ranking = svg;
    return true;
}

static bool draw_drivers(const struct draft *draft, struct report_drawing *drawing, struct error *err)
{
    const struct words *words = draft->words;
    const size_t count = draft->report->driver_count;
    if (!drawing_has_drivers(draft->report, draft->department))
        return true;
    const struct report_driver **order = report_driver_priorities(words->arena, draft->report);
    struct chart_priority_point *points = ARENA_ARRAY(words->arena, count, struct chart_priority_point);
    for (size_t i = 0; i < count; i++)
        points[i] = (struct chart_priority_point){order[i]->weight, order[i]->score};
    const struct chart_priority chart = {
        .head = head_of(draft, "drivers", words_text(words, "drivers.title"), drawing_drivers_text(words)),
        .points = points,
        .count = count,
        .marked = count < 6 ? 1 : 3,
        .weight = words_text(words, "drivers.weight"),
        .score = words_text(words, "drivers.axis"),
    };
    char *svg;
    if (!chart_priority(draft->pool, words->arena, &chart, &svg, err))
        return false;
    drawing->drivers = svg;
    return true;
}

bool report_drawing_make(struct chart_pool *pool, const struct words *words, size_t department,
                         struct report_drawing *drawing, struct error *err)
{
    const struct report *report = words->report;
    struct draft draft = {.pool = pool,
                          .words = words,
                          .report = report,
                          .survey = report->survey,
                          .department = department,
                          .here = &report->departments[department]};
    *drawing = (struct report_drawing){
        .lines = ARENA_ARRAY(words->arena, report->survey->question_count, const char *)};
    if (!draw_heat(&draft, drawing, err) || !draw_ranking(&draft, drawing, err) ||
        !draw_drivers(&draft, drawing, err))
        return false;
    // Where nothing is shown there is nothing to draw of the department itself.
    return words_nothing(words, department) != NULL ||
           (draw_shares(&draft, drawing, err) && draw_lines(&draft, drawing, err) &&
            draw_bars(&draft, drawing, err));
}
