// Findings and actions in words.
#include "base/json.h"
#include "base/language_number.h"
#include "report/words.h"

#include <math.h>
#include <string.h>

// Why nothing is shown: too few is the strongest reason, then the protection of others.
char *words_nothing(const struct words *words, size_t department)
{
    const struct report *report = words->report;
    size_t seen[FIGURE_STATUS__COUNT] = {0};
    for (size_t q = 0; q < report->survey->question_count; q++)
        seen[report->departments[department].figures[q].status]++;
    if (seen[FIGURE_PUBLISHED] > 0)
        return NULL;
    enum figure_status reason = seen[FIGURE_BELOW_MINIMUM]     ? FIGURE_BELOW_MINIMUM
                                : seen[FIGURE_PROTECTS_OTHERS] ? FIGURE_PROTECTS_OTHERS
                                                               : FIGURE_NOT_ASKED;
    char *why = language_format(words->language, words->arena,
                                arena_format(words->arena, "report.why.%s", figure_status_name(reason)),
                                LANGUAGE_VALUES({"k", words_count(words, report->wave.k)}));
    if (reason == FIGURE_NOT_ASKED || report->departments[department].parent < 0)
        return why;
    return language_format(words->language, words->arena, "report.nothing_why",
                           LANGUAGE_VALUES({"reason", why}));
}

// 0 where there is no such number.
static double number_of(const struct report_finding *finding, const char *name)
{
    AUTO(json) json_t *numbers = json_loads(finding->numbers, 0, NULL);
    return json_number_value(json_object_get(numbers, name));
}

// The tested difference as a size, for a verb that carries its sign: "fell by 0.48 (0.20 to 0.76)".
static struct change tested_size(const struct report_finding *finding)
{
    AUTO(json) json_t *numbers = json_loads(finding->numbers, 0, NULL);
    const double difference = json_number_value(json_object_get(numbers, "difference")),
                 low = json_number_value(json_object_get(numbers, "low")),
                 high = json_number_value(json_object_get(numbers, "high"));
    if (difference < 0)
        return (struct change){.difference = -difference, .interval = {-high, -low}};
    return (struct change){.difference = difference, .interval = {low, high}};
}

// 0.43 as "43%".
static const char *share_of(const struct words *words, const struct report_finding *finding, const char *name)
{
    return words_share(words, number_of(finding, name));
}

// It stands behind the departments beside it, or fewer than half answered, or both.
static char *low_participation(const struct words *words, const struct report_finding *finding)
{
    const char *rate = share_of(words, finding, "rate"), *siblings = share_of(words, finding, "siblings_rate");
    const bool behind = number_of(finding, "siblings_rate") > 0;
    return language_format(words->language, words->arena, behind ? "finding.behind" : "finding.low_participation",
                           LANGUAGE_VALUES({"responded", words_count(words, (int64_t)number_of(finding, "responded"))},
                                           {"invited", words_count(words, (int64_t)number_of(finding, "invited"))}, {"rate", rate},
                                           {"siblings", siblings}));
}

// The outcome has a name that everybody knows; other questions are quoted.
static bool is_enps_outcome(const struct report *report, int question)
{
    return question == report->survey->outcome && report->survey->questions[question].type == QUESTION_ENPS;
}

const char *words_quoted(const struct words *words, int question)
{
    if (is_enps_outcome(words->report, question))
        return words_text(words, "outcome.enps");
    return language_format(words->language, words->arena, "finding.quoted",
                           LANGUAGE_VALUES({"question", words_question(words, (size_t)question)}));
}

// A figure beside its question: without its name where the question has been called by it.
static const char *beside(const struct words *words, int number, const struct figure *figure)
{
    const struct question *question = &words->report->survey->questions[number];
    return is_enps_outcome(words->report, number) ? words_value(words, question, figure->enps)
                                                  : words_standing(words, question, figure);
}

// A drift has two sentences, by its direction; how many waves it took is among its numbers.
static const char *sentence_key(const struct words *words, const struct report_finding *finding)
{
    if (strcmp(finding->kind, "drift") != 0)
        return arena_format(words->arena, "finding.%s", finding->kind);
    return number_of(finding, "difference") < 0 ? "finding.drift_down" : "finding.drift_up";
}

char *words_finding(const struct words *words, const struct report_finding *finding)
{
    const struct report *report = words->report;
    if (finding->question < 0)
        return low_participation(words, finding);
    const struct report_department *department = &report->departments[finding->department];
    const struct question *question = &report->survey->questions[finding->question];
    const struct figure *figure = &department->figures[finding->question];
    const struct change size = tested_size(finding);
    // At the top of a scoped report the department above is not part of it and stays unnamed.
    const char *parent = department->parent >= 0 ? report->departments[department->parent].name
                                                 : words_text(words, "finding.above");
    return language_format(
        words->language, words->arena, sentence_key(words, finding),
        LANGUAGE_VALUES({"question", words_quoted(words, finding->question)},
                        {"difference", words_size(words, question, size.difference)},
                        {"low", words_size(words, question, size.interval.low)},
                        {"high", words_size(words, question, size.interval.high)}, {"wave", report->previous},
                        {"waves", words_count(words, (int64_t)number_of(finding, "waves"))}, {"parent", parent}, {"value", beside(words, finding->question, figure)}));
}

static bool is_a_text(const struct survey_text *text, const char *title)
{
    for (size_t i = 0; i < text->count; i++)
        if (strcmp(text->texts[i], title) == 0)
            return true;
    return false;
}

const char *words_action(const struct words *words, const struct report_action *action)
{
    const struct playbook_measure *measure =
        words->playbook && action->measure ? playbook_measure(words->playbook, action->measure) : NULL;
    if (measure && is_a_text(&measure->title, action->title))
        return survey_text_in(&measure->title, language_code(words->language));
    return action->title;
}

// The target decides how many decimals a change has; an action without one states points of a scale.
static const struct question *target_of(const struct words *words, const struct report_action *action)
{
    return &words->report->survey->questions[action->question < 0 ? 0 : action->question];
}

char *words_expected(const struct words *words, const struct report_action *action)
{
    const struct question *target = target_of(words, action);
    const char *unit = target->type == QUESTION_ENPS ? "actions.points_enps" : "actions.points";
    return language_format(words->language, words->arena, unit,
                           LANGUAGE_VALUES({"value", words_difference(words, target, action->expected)}));
}

char *words_measured(const struct words *words, const struct report_action *action)
{
    const struct question *target = target_of(words, action);
    if (!action->outcome || isnan(action->measured))
        return NULL;
    return language_format(
        words->language, words->arena, "actions.measured_with",
        LANGUAGE_VALUES({"value", words_difference(words, target, action->measured)},
                        {"low", words_difference(words, target, action->measured_interval.low)},
                        {"high", words_difference(words, target, action->measured_interval.high)}));
}
