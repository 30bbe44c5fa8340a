#include "action/aim.h"
#include "base/json.h"
#include "internal.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

// What a step may need, in words and as the advice how to give it.
static const struct {
    enum action_need need;
    const char *words, *advice;
} needs[] = {
    {NEED_OWNER, "an accountable owner", "--owner EMAIL"},
    {NEED_DUE, "a due date", "--due YYYY-MM-DD"},
    {NEED_EXPECTED, "the change that is expected, written down beforehand",
     "--expect CHANGE (points of the figure)"},
    {NEED_TARGET, "a target: the question whose figure shall move", "--question ID or --driver ID"},
    {NEED_EVIDENCE, "evidence: what was done, seen by whom", "--evidence TEXT"},
    {NEED_REASON, "a reason", "--reason TEXT"},
};

// True when the transaction goes on.
static bool held(struct db *db, int id, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_ACTION_LOCK, DB_VALUES(db_int(id)), err);
    if (!rows)
        return false;
    return PQntuples(rows) == 1 || FAIL(err, ERROR_NOT_FOUND, "there is no action %d", id);
}

static bool is_version(const struct action *action, int version, struct error *err)
{
    if (version == 0 || version == action->version)
        return true;
    (void)FAIL(err, ERROR_CONFLICT, "action %d was changed meanwhile: version %d is now %d, state %s",
               action->id, version, action->version, action_state_name(action->state));
    return error_hint(err, "Look at it again (action show %d), then decide.", action->id);
}

bool edit_open(struct arena *arena, struct db *db, int id, int version, struct action *action,
               struct error *err)
{
    if (!db_begin(db, err))
        return false;
    if (held(db, id, err) && action_find(arena, db, id, action, err) && is_version(action, version, err))
        return true;
    db_rollback(db);
    return false;
}

bool edit_write_event(struct db *db, const struct action *action, const char *from,
                      const struct action_input *input, json_t *detail, struct error *err)
{
    AUTO(json_text) char *text = json_dumps(detail, JSON_COMPACT | JSON_SORT_KEYS | JSON_REAL_PRECISION(17));
    if (!text)
        abort();
    return db_run(db, QUERY_ACTION_EVENT_ADD,
                  DB_VALUES(db_int(action->id), db_int(action->version), db_text(input->actor), db_text(from),
                            db_text(action_state_name(action->state)),
                            db_text(input->note ? input->note : ""), db_text(text)),
                  NULL, err);
}

static bool write_row(struct db *db, const struct action *before, const struct action *after,
                      struct error *err)
{
    int64_t changed = 0;
    if (!db_run(db, QUERY_ACTION_UPDATE,
                DB_VALUES(db_int(before->id), db_int(before->version),
                          db_text(action_state_name(after->state)), db_text(after->question),
                          db_text(after->driver), db_text(after->owner), db_text(after->due),
                          after->has_expected ? db_real(after->expected) : db_null(),
                          db_text(after->evidence), db_text(after->started), db_text(after->finished),
                          after->verified_by_id ? db_int(after->verified_by_id) : db_null()),
                &changed, err))
        return false;
    return changed == 1 || FAIL(err, ERROR_CONFLICT, "action %d was changed meanwhile", before->id);
}

bool edit_write(struct db *db, const struct action *before, struct action *after,
                const struct action_input *input, json_t *detail, struct error *err)
{
    AUTO(json) json_t *owned = detail;
    after->version = before->version + 1;
    bool good = write_row(db, before, after, err) &&
                edit_write_event(db, after, action_state_name(before->state), input, owned, err) &&
                db_commit(db, err);
    if (!good)
        db_rollback(db);
    return good;
}

static const char *today(struct arena *arena)
{
    time_t now = time(NULL);
    struct tm day;
    gmtime_r(&now, &day);
    return arena_format(arena, "%04d-%02d-%02d", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday);
}

// The day of a start or an end. ISO dates compare as text.
static bool resolve_day(struct arena *arena, const struct action *action, const struct action_input *input,
                        const char **day, struct error *err)
{
    const char *now = today(arena);
    *day = input->on ? input->on : now;
    if (strcmp(*day, now) > 0)
        return FAIL(err, ERROR_INVALID, "%s has not come yet", *day);
    if (action->started && strcmp(*day, action->started) < 0)
        return FAIL(err, ERROR_INVALID, "action %d began on %s, after %s", action->id, action->started, *day);
    return true;
}

static bool apply_target(struct arena *arena, struct db *db, struct action *action,
                         const struct action_input *input, struct error *err)
{
    if (!input->question && !input->driver)
        return true;
    const struct survey *survey = aim_survey(arena, db, action->survey_id, 0, err);
    // A new question brings its own driver along, a new driver its own question.
    action->question = input->question;
    action->driver = input->driver;
    return survey && aim_target(survey, &action->question, &action->driver, err);
}

// A reopened action begins again with its owner: what the first attempt planned and reached stays in the history.
static void forget_attempt(struct action *action)
{
    action->due = action->evidence = action->started = action->finished = action->verified_by = NULL;
    action->verified_by_id = 0;
    action->has_expected = false;
}

static bool apply(struct arena *arena, struct db *db, enum action_verb verb, const struct action_input *input,
                  struct action *action, struct error *err)
{
    const char *day;
    switch (verb) {
    case VERB_TAKE:
        action->owner = input->owner;
        return true;
    case VERB_PLAN:
        action->owner = input->owner ? input->owner : action->owner;
        action->due = input->due;
        action->has_expected = input->has_expected;
        action->expected = input->expected;
        return apply_target(arena, db, action, input, err);
    case VERB_START:
        if (!resolve_day(arena, action, input, &day, err))
            return false;
        action->started = action->started ? action->started : day;
        return true;
    case VERB_DONE:
        action->evidence = input->evidence;
        return resolve_day(arena, action, input, &action->finished, err);
    case VERB_REOPEN:
        forget_attempt(action);
        return true;
    default:
        return true;
    }
}

static unsigned given(const struct action *action, const struct action_input *input)
{
    return (action->owner ? NEED_OWNER : 0U) | (action->due ? NEED_DUE : 0U) |
           (action->has_expected ? NEED_EXPECTED : 0U) | (action->question ? NEED_TARGET : 0U) |
           (action->evidence ? NEED_EVIDENCE : 0U) | (input->note ? NEED_REASON : 0U);
}

static bool check_needs(const struct action *action, const struct action_step *step,
                        const struct action_input *input, struct error *err)
{
    unsigned missing = step->needs & ~given(action, input);
    for (size_t i = 0; i < LENGTH(needs); i++)
        if (missing & needs[i].need) {
            (void)FAIL(err, ERROR_INVALID, "%s needs %s", action_verb_name(step->verb), needs[i].words);
            return error_hint(err, "Give it with %s.", needs[i].advice);
        }
    return true;
}

// Says what is possible instead, out of the same table.
static bool refuse(struct arena *arena, const struct action *action, enum action_verb verb, struct error *err)
{
    const char *possible = "";
    size_t count;
    const struct action_step *steps = action_steps(&count);
    for (size_t i = 0; i < count; i++) {
        bool repeated = i > 0 && steps[i - 1].from == steps[i].from && steps[i - 1].verb == steps[i].verb;
        if (steps[i].from == action->state && !repeated)
            possible = arena_format(arena, "%s%s%s", possible, *possible ? ", " : "",
                                    action_verb_name(steps[i].verb));
    }
    (void)FAIL(err, ERROR_CONFLICT, "action %d is %s: %s is not possible", action->id,
               action_state_name(action->state), action_verb_name(verb));
    return error_hint(err, *possible ? "Possible now: %s." : "Nothing follows this state.", possible);
}

static void note_text(json_t *detail, const char *key, const char *value)
{
    if (value && json_object_set_new(detail, key, json_string(value)) != 0)
        abort();
}

// What this step wrote down, for the history.
static json_t *detail_of(const struct action *before, const struct action *after,
                         const struct action_input *input)
{
    json_t *detail = json_object();
    note_text(detail, "owner", input->owner);
    note_text(detail, "due", input->due);
    note_text(detail, "question", after->question != before->question ? after->question : NULL);
    note_text(detail, "driver", after->driver != before->driver ? after->driver : NULL);
    note_text(detail, "evidence", input->evidence);
    note_text(detail, "on", input->on);
    if (input->has_expected && json_object_set_new(detail, "expected", json_real(input->expected)) != 0)
        abort();
    return detail;
}

bool action_edit(struct arena *arena, struct db *db, int id, enum action_verb verb,
                 const struct action_input *input, struct action *after, struct error *err)
{
    struct action before;
    if (!edit_check_input(input, err) || !edit_open(arena, db, id, input->version, &before, err))
        return false;
    *after = before;
    const struct action_step *step =
        verb == VERB_VERIFY ? NULL : action_step(before.state, verb, before.state);
    bool good = (step || refuse(arena, &before, verb, err)) && apply(arena, db, verb, input, after, err) &&
                check_needs(after, step, input, err);
    if (!good) {
        db_rollback(db);
        return false;
    }
    after->state = step->to;
    return edit_write(db, &before, after, input, detail_of(&before, after, input), err);
}
