// Findings and actions in words.
#include "base/language_number.h"
#include "report/words.h"

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

static char *moved(const struct words *words, const struct report_finding *finding,
                   const struct question *question, const struct figure *figure, bool up)
{
    const struct change *change = &figure->change;
    struct interval size =
        up ? change->interval : (struct interval){-change->interval.high, -change->interval.low};
    double difference = up ? change->difference : -change->difference;
    return language_format(words->language, words->arena, up ? "finding.rise" : "finding.fall",
                           LANGUAGE_VALUES({"question", words_question(words, (size_t)finding->question)},
                                           {"difference", words_size(words, question, difference)},
                                           {"low", words_size(words, question, size.low)},
                                           {"high", words_size(words, question, size.high)},
                                           {"wave", words->report->previous},
                                           {"value", words_standing(words, question, figure)}));
}

char *words_finding(const struct words *words, const struct report_finding *finding)
{
    const struct report *report = words->report;
    const struct report_department *department = &report->departments[finding->department];
    const struct question *question = &report->survey->questions[finding->question];
    const struct figure *figure = &department->figures[finding->question];
    if (strcmp(finding->kind, "fall") == 0 || strcmp(finding->kind, "rise") == 0)
        return moved(words, finding, question, figure, finding->kind[0] == 'r');
    const char *key = arena_format(words->arena, "finding.%s", finding->kind);
    // At the top of a scoped report the department above is not part of it and stays unnamed.
    const char *parent = department->parent >= 0 ? report->departments[department->parent].name
                                                 : words_text(words, "finding.above");
    return language_format(words->language, words->arena, key,
                           LANGUAGE_VALUES({"question", words_question(words, (size_t)finding->question)},
                                           {"parent", parent},
                                           {"value", words_standing(words, question, figure)}));
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
