#include "report/words.h"
#include "base/language_number.h"
#include "stats/mean_change.h"

#include <math.h>
#include <string.h>

enum { MEAN_DECIMALS = 2 };

const char *words_text(const struct words *words, const char *key)
{
    return language_text(words->language, key);
}

char *words_count(const struct words *words, int64_t count)
{
    if (count < 0)
        return arena_text(words->arena, words_text(words, "report.unknown"));
    return language_number(words->language, words->arena, (double)count, 0);
}

char *words_answered(const struct words *words, const struct report_department *department)
{
    if (department->responded < 0 && words->report->wave.joined)
        return arena_text(words->arena, words_text(words, "report.protected"));
    return words_count(words, department->responded);
}

char *words_nonresponse(const struct words *words, const struct report_department *department)
{
    const struct nonresponse *nonresponse = &department->nonresponse;
    const int outcome = words->report->survey->outcome;
    if (!nonresponse->known || isnan(nonresponse->enps.low) || outcome < 0)
        return NULL;
    const struct figure *figure = &department->figures[outcome];
    const struct question *question = &words->report->survey->questions[outcome];
    if (figure->status != FIGURE_PUBLISHED || figure->n >= department->invited)
        return NULL;
    return language_format(words->language, words->arena, "report.worst_case",
                           LANGUAGE_VALUES({"answered", words_count(words, figure->n)}, {"invited", words_count(words, department->invited)},
                                           {"value", words_value(words, question, figure->enps)},
                                           {"low", words_value(words, question, nonresponse->enps.low)},
                                           {"high", words_value(words, question, nonresponse->enps.high)}));
}

char *words_warnings(const struct words *words, const struct report_department *department)
{
    const struct nonresponse *nonresponse = &department->nonresponse;
    if (!nonresponse->known || nonresponse->warnings == 0)
        return NULL;
    const char *text = "", *name;
    for (unsigned i = 0; (name = nonresponse_warning(nonresponse->warnings, i)) != NULL; i++) {
        if (nonresponse->warnings & NONRESPONSE_HALF && strcmp(name, "small_group") == 0)
            continue; // says less than the one before
        const char *key = arena_format(words->arena, "report.warning.%s", name);
        text = arena_format(words->arena, "%s%s ", text,
                            language_format(words->language, words->arena, key,
                                            LANGUAGE_VALUES({"siblings", words_share(words, nonresponse->siblings)})));
    }
    return arena_format(words->arena, "%s%s", text, words_text(words, "report.low_rate"));
}

const char *words_question(const struct words *words, size_t question)
{
    return survey_text_in(&words->report->survey->questions[question].text, language_code(words->language));
}

static bool driver_is_unique(const struct survey *survey, const char *driver)
{
    size_t questions = 0;
    for (size_t i = 0; i < survey->question_count; i++)
        questions += survey->questions[i].driver && strcmp(survey->questions[i].driver, driver) == 0;
    return questions == 1;
}

const char *words_question_short(const struct words *words, size_t number)
{
    const struct survey *survey = words->report->survey;
    const struct question *question = &survey->questions[number];
    if (question->type == QUESTION_ENPS)
        return words_text(words, "outcome.enps");
    const struct playbook_driver *driver =
        words->playbook && question->driver ? playbook_driver(words->playbook, question->driver) : NULL;
    if (driver && driver_is_unique(survey, question->driver))
        return survey_text_in(&driver->title, language_code(words->language));
    return words_question(words, number);
}

static int decimals_of(const struct question *question)
{
    return question->type == QUESTION_ENPS ? 0 : MEAN_DECIMALS;
}

char *words_value(const struct words *words, const struct question *question, double value)
{
    return question->type == QUESTION_ENPS ? language_signed(words->language, words->arena, value, 0)
                                           : words_size(words, question, value);
}

char *words_size(const struct words *words, const struct question *question, double size)
{
    return language_number(words->language, words->arena, size, decimals_of(question));
}

char *words_difference(const struct words *words, const struct question *question, double difference)
{
    return language_signed(words->language, words->arena, difference, decimals_of(question));
}

static char *range(const struct words *words, const char *low, const char *high)
{
    return language_format(words->language, words->arena, "table.range",
                           LANGUAGE_VALUES({"low", low}, {"high", high}));
}

char *words_interval(const struct words *words, const struct question *question, struct interval interval)
{
    if (isnan(interval.low) || isnan(interval.high))
        return arena_text(words->arena, "");
    return range(words, words_value(words, question, interval.low),
                 words_value(words, question, interval.high));
}

char *words_share(const struct words *words, double share)
{
    return isnan(share) ? arena_text(words->arena, "")
                        : language_percent(words->language, words->arena, share, 0);
}

char *words_share_interval(const struct words *words, struct interval interval)
{
    if (isnan(interval.low) || isnan(interval.high))
        return arena_text(words->arena, "");
    return range(words, words_share(words, interval.low), words_share(words, interval.high));
}

char *words_standing(const struct words *words, const struct question *question, const struct figure *figure)
{
    const char *value = words_value(words, question, report_value(question, figure));
    if (question->type == QUESTION_ENPS)
        return arena_format(words->arena, "%s %s", words_text(words, "outcome.enps"), value);
    return language_format(
        words->language, words->arena, "items.standing",
        LANGUAGE_VALUES({"mean", value}, {"share", words_share(words, figure->favourable)}));
}

enum words_arrow words_arrow(const struct figure *figure)
{
    const struct change *change = &figure->change;
    if (figure->status != FIGURE_PUBLISHED || change->status != CHANGE_COMPARED || !change->detectable)
        return ARROW_NONE;
    return change->difference > 0 ? ARROW_UP : change->difference < 0 ? ARROW_DOWN : ARROW_NONE;
}

// "rose by 0.48 (0.20 to 0.76)": the verb carries the sign of a detectable change, also in its interval.
static char *detected(const struct words *words, const struct question *question, const struct change *change,
                      bool up)
{
    double sign = up ? 1 : -1;
    struct interval size =
        up ? change->interval : (struct interval){-change->interval.high, -change->interval.low};
    char *text = language_format(
        words->language, words->arena, up ? "change.rise" : "change.fall",
        LANGUAGE_VALUES({"difference", words_size(words, question, sign * change->difference)},
                        {"low", words_size(words, question, size.low)},
                        {"high", words_size(words, question, size.high)}));
    if (isnan(change->effect.delta))
        return text;
    return arena_format(words->arena, "%s, %s", text,
                        language_word(words->language, "effect", cliff_size(change->effect.delta)));
}

// A slope that is detectable carries its sign in the verb, another one in its interval.
static const char *slope(const struct words *words, const struct question *question, const struct trend *trend)
{
    const bool up = trend->slope > 0;
    const char *waves = words_count(words, trend->waves);
    if (!trend->detectable)
        return language_format(words->language, words->arena, "trend.none",
                               LANGUAGE_VALUES({"waves", waves},
                                               {"low", words_difference(words, question, trend->interval.low)},
                                               {"high", words_difference(words, question, trend->interval.high)}));
    const struct interval size =
        up ? trend->interval : (struct interval){-trend->interval.high, -trend->interval.low};
    return language_format(words->language, words->arena, up ? "trend.rise" : "trend.fall",
                           LANGUAGE_VALUES({"waves", waves}, {"slope", words_size(words, question, fabs(trend->slope))},
                                           {"low", words_size(words, question, size.low)},
                                           {"high", words_size(words, question, size.high)}));
}

char *words_trend(const struct words *words, const struct question *question, const struct trend *trend, bool usual)
{
    if (trend->waves == 0)
        return NULL;
    const char *text = slope(words, question, trend);
    if (!usual || !trend->watched || !trend->alarm)
        return arena_text(words->arena, text);
    return arena_format(words->arena, "%s %s", text,
                        words_text(words, trend->average > 0 ? "trend.above_usual" : "trend.below_usual"));
}

char *words_change(const struct words *words, const struct question *question, const struct figure *figure)
{
    const struct change *change = &figure->change;
    if (change->status == CHANGE_BROKEN)
        return arena_text(words->arena, words_text(words, "change.broken"));
    if (change->status != CHANGE_COMPARED)
        return arena_text(words->arena, words_text(words, "change.first"));
    enum words_arrow arrow = words_arrow(figure);
    if (arrow != ARROW_NONE)
        return detected(words, question, change, arrow == ARROW_UP);
    return language_format(
        words->language, words->arena, "change.none",
        LANGUAGE_VALUES({"low", words_difference(words, question, change->interval.low)},
                        {"high", words_difference(words, question, change->interval.high)}));
}

const char *words_hidden(const struct words *words, enum figure_status status)
{
    return language_word(words->language, "status", figure_status_name(status));
}
