#include "report/drawing.h"
#include "report/drivers.h"

#include <math.h>

bool drawing_has_question(const struct report *report, size_t question)
{
    if (!question_scored(&report->survey->questions[question]))
        return false;
    for (size_t i = 0; i < report->department_count; i++)
        if (report->departments[i].figures[question].status != FIGURE_NOT_ASKED)
            return true;
    return false;
}

static struct report_point *line_of(const struct words *words, size_t department, size_t question)
{
    struct report_point *points =
        ARENA_ARRAY(words->arena, words->report->earlier_count + 1, struct report_point);
    report_trend(words->report, department, question, points);
    return points;
}

bool drawing_has_line(const struct report *report, size_t department, size_t question)
{
    struct report_point points[REPORT_EARLIER_LIMIT + 1];
    size_t published = 0;
    if (!question_scored(&report->survey->questions[question]))
        return false;
    report_trend(report, department, question, points);
    for (size_t i = 0; i <= report->earlier_count; i++)
        published += points[i].status == FIGURE_PUBLISHED;
    return published >= 2;
}

double drawing_favourable(const struct question *question, const struct figure *figure)
{
    if (figure->status != FIGURE_PUBLISHED || !question_scored(question))
        return NAN;
    return question->type == QUESTION_ENPS ? figure->promoters : figure->favourable;
}

char *drawing_shares_text(const struct words *words, const struct figure *figure)
{
    return language_format(words->language, words->arena, "outcome.shares_text",
                           LANGUAGE_VALUES({"promoters", words_share(words, figure->promoters)},
                                           {"passives", words_share(words, figure->passives)},
                                           {"detractors", words_share(words, figure->detractors)},
                                           {"n", words_count(words, figure->n)}));
}

char *drawing_line_text(const struct words *words, size_t department, size_t number)
{
    const struct report *report = words->report;
    const struct question *question = &report->survey->questions[number];
    const struct report_point *points = line_of(words, department, number);
    const struct report_point *latest = &points[report->earlier_count];
    size_t published = 0, broken = 0;
    for (size_t i = 0; i <= report->earlier_count; i++) {
        broken += published > 0 && points[i].broken;
        published += points[i].status == FIGURE_PUBLISHED;
    }
    const char *count = words_count(words, (int64_t)published);
    const char *text =
        latest->status == FIGURE_PUBLISHED
            ? language_format(words->language, words->arena, "trend.text",
                              LANGUAGE_VALUES({"count", count},
                                              {"value", words_value(words, question, latest->value)},
                                              {"low", words_value(words, question, latest->interval.low)},
                                              {"high", words_value(words, question, latest->interval.high)}))
            : language_format(
                  words->language, words->arena, "trend.text_hidden",
                  LANGUAGE_VALUES({"count", count}, {"reason", words_hidden(words, latest->status)}));
    // Of all lines on a page one is the outcome's: only there an alarm of chance is rare enough to be told.
    const struct trend *trend = &report->departments[department].trends[number];
    const char *course = latest->status == FIGURE_PUBLISHED
                             ? words_trend(words, question, trend, (int)number == report->survey->outcome)
                             : NULL;
    const char *gap = broken ? words_text(words, "trend.broken") : NULL;
    return arena_format(words->arena, "%s%s%s%s%s", text, course ? " " : "", course ? course : "", gap ? " " : "",
                        gap ? gap : "");
}

// Shown questions: all, and those with a favourable share, of which two are named. Promoters of eNPS are something else
// and do not compare.
struct shown {
    size_t count, compared, highest, lowest;
};

static struct shown shown_of(const struct report *report, size_t department)
{
    struct shown shown = {0};
    const struct figure *figures = report->departments[department].figures;
    const struct question *questions = report->survey->questions;
    for (size_t q = 0; q < report->survey->question_count; q++) {
        const double share = drawing_favourable(&questions[q], &figures[q]);
        if (isnan(share))
            continue;
        shown.count++;
        if (questions[q].type == QUESTION_ENPS)
            continue;
        if (shown.compared == 0 || share > figures[shown.highest].favourable)
            shown.highest = q;
        if (shown.compared == 0 || share < figures[shown.lowest].favourable)
            shown.lowest = q;
        shown.compared++;
    }
    return shown;
}

char *drawing_bars_text(const struct words *words, size_t department)
{
    const struct figure *figures = words->report->departments[department].figures;
    const struct shown shown = shown_of(words->report, department);
    char *count = language_count(words->language, words->arena, "items.shown", (long)shown.count, NULL, 0);
    if (shown.compared < 2)
        return count;
    const char *extremes = language_format(
        words->language, words->arena, "items.extremes",
        LANGUAGE_VALUES({"highest", words_question(words, shown.highest)},
                        {"highest_share", words_share(words, figures[shown.highest].favourable)},
                        {"lowest", words_question(words, shown.lowest)},
                        {"lowest_share", words_share(words, figures[shown.lowest].favourable)}));
    return arena_format(words->arena, "%s %s", count, extremes);
}

char *drawing_heat_text(const struct words *words, size_t department)
{
    const struct report *report = words->report;
    int64_t cells = 0, hidden = 0;
    for (size_t q = 0; q < report->survey->question_count; q++) {
        if (!drawing_has_question(report, q))
            continue;
        for (int d = (int)department; d >= 0; d = d == (int)department
                                                      ? report->departments[d].first_child
                                                      : report->departments[d].next_sibling) {
            cells++;
            hidden += report->departments[d].figures[q].status != FIGURE_PUBLISHED;
        }
    }
    if (hidden == 0)
        return arena_text(words->arena, words_text(words, "heat.text_all"));
    return language_format(
        words->language, words->arena, "heat.text",
        LANGUAGE_VALUES({"hidden", words_count(words, hidden)}, {"cells", words_count(words, cells)}));
}

bool drawing_has_drivers(const struct report *report, size_t department)
{
    return department == 0 && !report->scoped && report->driver_count > 0;
}

char *drawing_drivers_text(const struct words *words)
{
    const struct report *report = words->report;
    const struct report_driver *heaviest = &report->drivers[0];
    const struct report_driver *first = report_driver_priorities(words->arena, report)[0];
    return language_format(words->language, words->arena, first == heaviest ? "drivers.text_same" : "drivers.text",
                           LANGUAGE_VALUES({"share", words_share(words, report->driver_r_squared)},
                                           {"heaviest", words_quoted(words, heaviest->question)},
                                           {"weight", words_share(words, heaviest->weight)},
                                           {"first", words_quoted(words, first->question)},
                                           {"n", words_count(words, report->driver_n)}));
}
