// What stands out, and what is done about it: of the department and of those below.
#include "base/language_number.h"
#include "report.h"

#include <math.h>
#include <string.h>

enum { FINDINGS_SHOWN = 12, SHOWN_OF_A_KIND = 3 };

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

// How many findings of its kind that concern the page come before this one.
static size_t earlier_of_kind(const struct view *view, size_t number)
{
    const struct report_finding *findings = view->report->findings;
    size_t count = 0;
    for (size_t i = 0; i < number; i++)
        count +=
            concerns(view, findings[i].department) && strcmp(findings[i].kind, findings[number].kind) == 0;
    return count;
}

// In the order of their rank: at once the first few of each kind, so that one kind does not hide the others, or the
// rest. Returns how many of `room` were filled.
static size_t fill_list(const struct view *view, struct element *list, bool first, size_t room)
{
    struct element *shape = page_each(list, "finding");
    size_t shown = 0;
    for (size_t i = 0; i < view->report->finding_count && shown < room; i++) {
        const struct report_finding *finding = &view->report->findings[i];
        if (!concerns(view, finding->department) || (earlier_of_kind(view, i) < SHOWN_OF_A_KIND) != first)
            continue;
        fill_finding(view, element_repeat(shape), finding);
        shown++;
    }
    return shown;
}

void view_fill_findings(const struct view *view)
{
    if (!slot_keep(view->root, "findings", !words_nothing(view->words, view->department)))
        return;
    struct element *section = page_slot(view->root, "findings");
    const size_t shown = fill_list(view, page_slot(section, "findings-list"), true, FINDINGS_SHOWN);
    const size_t more = fill_list(view, page_slot(section, "findings-rest"), false, FINDINGS_SHOWN - shown);
    if (slot_keep(section, "findings-more", more > 0))
        slot_text(
            section, "findings-summary",
            language_count(view->words->language, view->words->arena, "findings.more", (long)more, NULL, 0));
    (void)slot_keep(section, "findings-list", shown > 0);
    // The analyzer names the most important findings of the wave, not all of them.
    if (slot_keep(section, "findings-empty", shown == 0))
        slot_text(
            section, "findings-empty",
            words_text(view->words, view->report->finding_count ? "findings.elsewhere" : "findings.empty"));
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
