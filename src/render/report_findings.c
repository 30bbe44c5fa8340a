// What stands out, and what is done about it: of the department and of those below.
#include "analyze/publication.h"
#include "base/language_number.h"
#include "report.h"

#include <math.h>
#include <string.h>

enum { FINDINGS_MORE = 100 }; // on demand

static bool concerns(const struct view *view, int department)
{
    return report_is_within(view->report, (size_t)department, view->department);
}

static void fill_finding(const struct view *view, struct element *item, const struct report_finding *finding)
{
    struct element *kind = page_slot(item, "kind");
    element_text(kind, language_word(view->words->language, "kind", finding->kind));
    element_class(kind, finding->kind);
    slot_text(item, "sentence", words_finding(view->words, finding));
    view_link(view, page_slot(item, "where"), (size_t)finding->department);
}

// In the order of their rank, from `at` on: as many as there is room for. Gives where to go on.
static size_t fill_list(const struct view *view, struct element *list, size_t at, size_t room, size_t *shown)
{
    struct element *shape = page_each(list, "finding");
    for (*shown = 0; at < view->report->finding_count && *shown < room; at++) {
        const struct report_finding *finding = &view->report->findings[at];
        if (!concerns(view, finding->department))
            continue;
        fill_finding(view, element_repeat(shape), finding);
        (*shown)++;
    }
    return at;
}

// What the page has no room for is in the data files.
static size_t count_from(const struct view *view, size_t at)
{
    size_t count = 0;
    for (; at < view->report->finding_count; at++)
        count += concerns(view, view->report->findings[at].department);
    return count;
}

void view_fill_findings(const struct view *view)
{
    if (!slot_keep(view->root, "findings", !words_nothing(view->words, view->department)))
        return;
    const struct words *words = view->words;
    struct element *section = page_slot(view->root, "findings");
    size_t shown, more;
    size_t at = fill_list(view, page_slot(section, "findings-list"), 0, FINDING_LIMIT, &shown);
    at = fill_list(view, page_slot(section, "findings-rest"), at, FINDINGS_MORE, &more);
    const size_t left = count_from(view, at);
    if (slot_keep(section, "findings-left", left > 0))
        slot_text(section, "findings-left", language_count(words->language, words->arena, "findings.left", (long)left, NULL, 0));
    if (slot_keep(section, "findings-more", more > 0))
        slot_text(section, "findings-summary",
                  language_count(words->language, words->arena, "findings.more", (long)more, NULL, 0));
    (void)slot_keep(section, "findings-list", shown > 0);
    if (slot_keep(section, "findings-empty", shown == 0))
        slot_text(section, "findings-empty",
                  words_text(words, view->report->finding_count ? "findings.elsewhere" : "findings.empty"));
}

// An e-mail address may break after its "@".
static void fill_owner(const struct view *view, struct element *place, const char *owner)
{
    const char *at = strchr(owner, '@');
    element_text(place, owner);
    if (!at)
        return;
    element_text(place, arena_slice(view->words->arena, owner, (size_t)(at + 1 - owner)));
    (void)element_add(place, "wbr");
    element_append(place, at + 1);
}

// What is closed keeps showing what its verification found.
static void fill_state(const struct view *view, struct element *row, const struct report_action *action)
{
    const struct language *language = view->words->language;
    struct element *state = page_slot(row, "state");
    element_text(state, language_word(language, "state", action->state));
    element_class(state, action->state);
    const bool closed = action->outcome && strcmp(action->outcome, action->state) != 0;
    if (!slot_keep(row, "outcome", closed))
        return;
    struct element *outcome = page_slot(row, "outcome");
    element_text(outcome, language_word(language, "state", action->outcome));
    element_class(outcome, action->outcome);
}

// Nothing more will be written down of what is over.
static const char *missing(const struct view *view, const struct report_action *action, const char *key)
{
    const bool over = strcmp(action->state, "cancelled") == 0 || strcmp(action->state, "closed") == 0;
    return over ? "–" : words_text(view->words, key);
}

static void fill_effect(const struct view *view, struct element *row, const struct report_action *action)
{
    const struct words *words = view->words;
    const char *measured = words_measured(words, action);
    if (isnan(action->expected))
        slot_text(row, "expected", missing(view, action, "actions.no_expectation"));
    else
        slot_text(row, "expected",
                  language_format(words->language, words->arena, "actions.expected_value",
                                  LANGUAGE_VALUES({"value", words_expected(words, action)})));
    if (slot_keep(row, "measured", measured != NULL))
        slot_text(row, "measured",
                  language_format(words->language, words->arena, "actions.measured_value",
                                  LANGUAGE_VALUES({"value", measured})));
}

static void fill_action(const struct view *view, struct element *row, const struct report_action *action)
{
    const struct words *words = view->words;
    slot_text(row, "title", words_action(words, action));
    view_link(view, page_slot(row, "where"), (size_t)action->department);
    if (slot_keep(row, "aim", action->question >= 0))
        slot_text(row, "aim",
                  language_format(
                      words->language, words->arena, "actions.aim",
                      LANGUAGE_VALUES({"question", action->question == view->survey->outcome
                                                       ? words_quoted(words, action->question)
                                                       : words_question(words, (size_t)action->question)})));
    fill_state(view, row, action);
    fill_owner(view, page_slot(row, "owner"),
               action->owner ? action->owner : missing(view, action, "actions.nobody"));
    slot_text(row, "due",
              action->due ? language_date(words->language, words->arena, action->due)
                          : missing(view, action, "actions.no_date"));
    fill_effect(view, row, action);
}

void view_fill_actions(const struct view *view)
{
    long shown = 0, measured = 0;
    struct element *section = page_slot(view->root, "actions");
    struct element *shape = page_each(section, "action");
    for (size_t i = 0; i < view->report->action_count; i++)
        if (concerns(view, view->report->actions[i].department)) {
            fill_action(view, element_repeat(shape), &view->report->actions[i]);
            measured += view->report->actions[i].outcome != NULL;
            shown++;
        }
    (void)slot_keep(section, "actions-measured", measured > 0);
    (void)slot_keep(section, "actions-empty", shown == 0);
    if (slot_keep(section, "actions-text", shown > 0))
        slot_text(section, "actions-text",
                  language_count(view->words->language, view->words->arena, "actions.text", shown, NULL, 0));
    (void)slot_keep(section, "actions-table", shown > 0);
}
