#include "action_text.h"

#include <stdio.h>
#include <string.h>

// What people typed may hold control characters that a terminal would obey.
static void put_text(const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c; c++)
        putchar(*c < ' ' || *c == 0x7F ? ' ' : *c);
}

void action_print_list(const struct action *actions, size_t count)
{
    if (count == 0) {
        puts("no actions");
        return;
    }
    printf("%5s  %-11s  %-10s  %-24s  %-12s  %s\n", "id", "state", "due", "owner", "department", "title");
    for (size_t i = 0; i < count; i++) {
        const struct action *action = &actions[i];
        printf("%5d  %-11s  %-10s  ", action->id, action_state_name(action->state),
               action->due ? action->due : "-");
        printf("%-24s  %-12s  ", action->owner ? action->owner : "-", action->department);
        put_text(action->title);
        puts(action->overdue ? " (overdue)" : "");
    }
}

static void line(const char *name, const char *value)
{
    if (!value)
        return;
    printf("  %-12s", name);
    put_text(value);
    putchar('\n');
}

static void print_measure(const struct action *action, const struct playbook *playbook, const char *language)
{
    const struct playbook_measure *measure =
        action->measure ? playbook_measure(playbook, action->measure) : NULL;
    if (!measure)
        return;
    printf("\n  %s (about %d weeks)\n  %s\n", survey_text_in(&measure->title, language), measure->weeks,
           survey_text_in(&measure->how, language));
}

static void print_event(const struct action_event *event)
{
    printf("  %3d  %s  %-11s  ", event->number, event->happened, event->to);
    put_text(event->actor);
    if (*event->note) {
        fputs(": ", stdout);
        put_text(event->note);
    }
    if (strcmp(event->detail, "{}") != 0)
        printf("  %s", event->detail);
    putchar('\n');
}

void action_print(const struct action *action, const struct playbook *playbook, const char *language,
                  const struct action_event *events, size_t event_count)
{
    printf("action %d: ", action->id);
    put_text(action->title);
    printf("\n  %-12s%s%s\n", "state", action_state_name(action->state), action->overdue ? " (overdue)" : "");
    printf("  %-12s%d\n", "version", action->version);
    line("department", action->department);
    line("survey", action->survey_id);
    line("question", action->question);
    line("driver", action->driver);
    if (action->finding)
        printf("  %-12snumber %d of wave %s\n", "finding", action->finding, action->wave);
    line("owner", action->owner);
    line("due", action->due);
    if (action->has_expected)
        printf("  %-12s%+g\n", "expected", action->expected);
    line("started", action->started);
    line("finished", action->finished);
    line("evidence", action->evidence);
    line("verified by", action->verified_by);
    print_measure(action, playbook, language);
    puts("\nhistory");
    for (size_t i = 0; i < event_count; i++)
        print_event(&events[i]);
}

static const char *verdict(enum action_state outcome)
{
    if (outcome == ACTION_VERIFIED)
        return "it moved";
    return outcome == ACTION_WORSE ? "it got worse" : "no detectable change";
}

void action_print_verification(const struct action *action, const struct verification *result)
{
    const struct comparison *comparison = &result->effect.comparison;
    printf("action %d: %s. %s of %s from %s to %s, %s: %+.2f (95 %%: %+.2f to %+.2f), expected %+g: %s\n",
           action->id, action_state_name(action->state), result->enps ? "eNPS" : "Mean", result->question,
           result->before, result->after,
           result->effect.method == EFFECT_AGAINST_REST
               ? "against the rest of the organisation"
               : "before and after (the whole organisation has no rest)",
           comparison->difference, comparison->interval.low, comparison->interval.high, action->expected,
           verdict(result->effect.outcome));
}
