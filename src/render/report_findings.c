// What stands out, and what is done about it: of the department and of those below.
#include "base/language_number.h"
#include "report.h"

#include <math.h>
#include <string.h>

enum { FINDINGS_SHOWN = 12 };

static bool concerns(const struct view *view, int department)
{
    return report_is_within(view->report, (size_t)department, view->department);
}

void view_fill_findings(const struct view *view)
{
    size_t shown = 0;
    if (!slot_keep(view->root, "findings", !words_nothing(view->words, view->department)))
        return;
    struct element *section = page_slot(view->root, "findings");
    struct element *shape = page_each(section, "finding");
    for (size_t i = 0; i < view->report->finding_count && shown < FINDINGS_SHOWN; i++) {
        const struct report_finding *finding = &view->report->findings[i];
        if (!concerns(view, finding->department))
            continue;
        struct element *item = element_repeat(shape);
        struct element *kind = page_slot(item, "kind");
        element_text(kind, language_word(view->words->language, "kind", finding->kind));
        element_class(kind, finding->kind);
        slot_text(item, "sentence", words_finding(view->words, finding));
        view_link(view, page_slot(item, "where"), (size_t)finding->department);
        shown++;
    }
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
    const char *at = owner ? strchr(owner, '@') : NULL;
    element_text(place, owner ? owner : words_text(view->words, "actions.nobody"));
    if (!at)
        return;
    element_text(place, arena_slice(view->words->arena, owner, (size_t)(at + 1 - owner)));
    (void)element_add(place, "wbr");
    element_append(place, at + 1);
}

static void fill_action(const struct view *view, struct element *row, const struct report_action *action)
{
    const struct words *words = view->words;
    slot_text(row, "title", words_action(words, action));
    view_link(view, page_slot(row, "where"), (size_t)action->department);
    if (slot_keep(row, "aim", action->question >= 0))
        slot_text(
            row, "aim",
            language_format(words->language, words->arena, "actions.aim",
                            LANGUAGE_VALUES({"question", words_question(words, (size_t)action->question)})));
    struct element *state = page_slot(row, "state");
    element_text(state, language_word(words->language, "state", action->state));
    element_class(state, action->state);
    fill_owner(view, page_slot(row, "owner"), action->owner);
    slot_text(row, "due",
              action->due ? language_date(words->language, words->arena, action->due)
                          : words_text(words, "actions.no_date"));
    // The target decides how many decimals a change has.
    const struct question *target = &view->survey->questions[action->question < 0 ? 0 : action->question];
    slot_text(row, "expected",
              isnan(action->expected) ? words_text(words, "actions.no_expectation")
                                      : words_difference(words, target, action->expected));
}

void view_fill_actions(const struct view *view)
{
    long shown = 0;
    struct element *section = page_slot(view->root, "actions");
    struct element *shape = page_each(section, "action");
    for (size_t i = 0; i < view->report->action_count; i++)
        if (concerns(view, view->report->actions[i].department)) {
            fill_action(view, element_repeat(shape), &view->report->actions[i]);
            shown++;
        }
    (void)slot_keep(section, "actions-empty", shown == 0);
    if (slot_keep(section, "actions-text", shown > 0))
        slot_text(section, "actions-text",
                  language_count(view->words->language, view->words->arena, "actions.text", shown, NULL, 0));
    (void)slot_keep(section, "actions-table", shown > 0);
}
