#include "action/action.h"
#include "base/json.h"

#include <stdlib.h>
#include <string.h>

enum column {
    COLUMN_ID,
    COLUMN_STATE,
    COLUMN_VERSION,
    COLUMN_WAVE_ID,
    COLUMN_WAVE,
    COLUMN_FINDING,
    COLUMN_SURVEY,
    COLUMN_DEPARTMENT,
    COLUMN_QUESTION,
    COLUMN_DRIVER,
    COLUMN_TITLE,
    COLUMN_MEASURE,
    COLUMN_OWNER,
    COLUMN_DUE,
    COLUMN_EXPECTED,
    COLUMN_EVIDENCE,
    COLUMN_STARTED,
    COLUMN_FINISHED,
    COLUMN_VERIFIED_BY_ID,
    COLUMN_VERIFIED_BY,
    COLUMN_CREATED,
    COLUMN_OVERDUE,
};

static bool read_row(struct arena *arena, const PGresult *rows, int row, struct action *action,
                     struct error *err)
{
    *action = (struct action){
        .id = (int)result_int(rows, row, COLUMN_ID),
        .version = (int)result_int(rows, row, COLUMN_VERSION),
        .wave_id = (int)result_int(rows, row, COLUMN_WAVE_ID),
        .wave = result_copy(arena, rows, row, COLUMN_WAVE),
        .finding = (int)result_int(rows, row, COLUMN_FINDING),
        .survey_id = result_copy(arena, rows, row, COLUMN_SURVEY),
        .department = result_copy(arena, rows, row, COLUMN_DEPARTMENT),
        .question = result_copy(arena, rows, row, COLUMN_QUESTION),
        .driver = result_copy(arena, rows, row, COLUMN_DRIVER),
        .title = result_copy(arena, rows, row, COLUMN_TITLE),
        .measure = result_copy(arena, rows, row, COLUMN_MEASURE),
        .owner = result_copy(arena, rows, row, COLUMN_OWNER),
        .due = result_copy(arena, rows, row, COLUMN_DUE),
        .has_expected = !result_null(rows, row, COLUMN_EXPECTED),
        .evidence = result_copy(arena, rows, row, COLUMN_EVIDENCE),
        .started = result_copy(arena, rows, row, COLUMN_STARTED),
        .finished = result_copy(arena, rows, row, COLUMN_FINISHED),
        .verified_by_id = (int)result_int(rows, row, COLUMN_VERIFIED_BY_ID),
        .verified_by = result_copy(arena, rows, row, COLUMN_VERIFIED_BY),
        .created = result_copy(arena, rows, row, COLUMN_CREATED),
        .overdue = result_bool(rows, row, COLUMN_OVERDUE),
    };
    if (action->has_expected)
        action->expected = result_real(rows, row, COLUMN_EXPECTED);
    const char *state = result_text(rows, row, COLUMN_STATE);
    return action_state_parse(state, &action->state) ||
           FAIL(err, ERROR_INTERNAL, "action %d: its state %s is unknown", action->id, state);
}

static struct db_value number_or_null(int number)
{
    return number ? db_int(number) : db_null();
}

bool action_list(struct arena *arena, struct db *db, const struct action_filter *filter,
                 struct action **actions, size_t *count, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(
        db, QUERY_ACTION_LIST,
        DB_VALUES(number_or_null(filter->id), db_text(filter->state), db_text(filter->owner),
                  db_text(filter->department), db_text(filter->survey_id), number_or_null(filter->wave_id),
                  db_bool(filter->open), db_bool(filter->overdue), db_text(filter->measure)),
        err);
    if (!rows)
        return false;
    size_t total = (size_t)PQntuples(rows);
    struct action *list = ARENA_ARRAY(arena, total, struct action);
    for (size_t i = 0; i < total; i++)
        if (!read_row(arena, rows, (int)i, &list[i], err))
            return false;
    *actions = list;
    *count = total;
    return true;
}

bool action_find(struct arena *arena, struct db *db, int id, struct action *action, struct error *err)
{
    struct action *list;
    size_t count;
    if (!action_list(arena, db, &(struct action_filter){.id = id}, &list, &count, err))
        return false;
    if (count == 0)
        return FAIL(err, ERROR_NOT_FOUND, "there is no action %d", id);
    *action = list[0];
    return true;
}

bool action_history(struct arena *arena, struct db *db, int id, struct action_event **events, size_t *count,
                    struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_ACTION_EVENTS, DB_VALUES(db_int(id)), err);
    if (!rows)
        return false;
    *count = (size_t)PQntuples(rows);
    *events = ARENA_ARRAY(arena, *count, struct action_event);
    for (size_t i = 0; i < *count; i++)
        (*events)[i] = (struct action_event){
            .number = (int)result_int(rows, (int)i, 0),
            .happened = result_copy(arena, rows, (int)i, 1),
            .actor = result_copy(arena, rows, (int)i, 2),
            .from = result_copy(arena, rows, (int)i, 3),
            .to = result_copy(arena, rows, (int)i, 4),
            .note = result_copy(arena, rows, (int)i, 5),
            .detail = result_copy(arena, rows, (int)i, 6),
        };
    return true;
}

// `s?` writes null for what is not there: a reader finds every key.
json_t *action_json(const struct action *action)
{
    json_t *object = json_pack(
        "{s:i, s:s, s:b, s:i, s:s?, s:o, s:s, s:s, s:s?, s:s?, s:s, s:s?, s:s?, s:s?, s:b, s:o, s:s?, s:s?, "
        "s:s?, s:s?, s:s}",
        "id", action->id, "state", action_state_name(action->state), "open", action_state_open(action->state),
        "version", action->version, "wave", action->wave, "finding",
        action->finding ? json_integer(action->finding) : json_null(), "survey", action->survey_id,
        "department", action->department, "question", action->question, "driver", action->driver, "title",
        action->title, "measure", action->measure, "owner", action->owner, "due", action->due, "overdue",
        action->overdue, "expected", action->has_expected ? json_real(action->expected) : json_null(),
        "evidence", action->evidence, "started", action->started, "finished", action->finished, "verified_by",
        action->verified_by, "created", action->created);
    if (!object)
        abort();
    return object;
}

json_t *action_event_json(const struct action_event *event)
{
    struct error ignored;
    json_t *detail = json_read(event->detail, strlen(event->detail), "detail", &ignored);
    json_t *object = json_pack("{s:i, s:s, s:s, s:s?, s:s, s:s, s:o}", "event", event->number, "happened",
                               event->happened, "actor", event->actor, "from", event->from, "to", event->to,
                               "note", event->note, "detail", detail ? detail : json_object());
    if (!object)
        abort();
    return object;
}
