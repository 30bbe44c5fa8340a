#include "action/aim.h"
#include "base/json.h"
#include "internal.h"

static bool check_measure(const struct playbook *playbook, const struct action_proposal *proposal,
                          const char **title, struct error *err)
{
    *title = proposal->title;
    if (!proposal->measure)
        return *title || FAIL(err, ERROR_INVALID, "an action needs a title or a measure of the playbook");
    const struct playbook_measure *measure = playbook_measure(playbook, proposal->measure);
    if (!measure)
        return FAIL(err, ERROR_NOT_FOUND, "the playbook has no measure %s", proposal->measure);
    if (!*title)
        *title = survey_text_in(&measure->title, "en");
    return true;
}

// Resolves what was left out; everything wrong is found before anything is written.
static bool complete(struct arena *arena, struct db *db, const struct playbook *playbook,
                     struct action_proposal *proposal, struct error *err)
{
    if (!proposal->survey_id)
        proposal->survey_id = aim_only_survey(arena, db, err);
    if (!proposal->survey_id || !edit_check_text("the title", proposal->title, ACTION_TITLE_LIMIT, err) ||
        !check_measure(playbook, proposal, &proposal->title, err))
        return false;
    const struct survey *survey = aim_survey(arena, db, proposal->survey_id, 0, err);
    return survey && aim_target(survey, &proposal->question, &proposal->driver, err) &&
           aim_department(db, proposal->department, err);
}

static bool insert(struct arena *arena, struct db *db, const struct action_proposal *proposal,
                   const struct action_input *input, struct action *added, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_ACTION_ADD,
                              DB_VALUES(db_text(proposal->survey_id), db_text(proposal->department),
                                        db_text(proposal->question), db_text(proposal->driver),
                                        db_text(proposal->title), db_text(proposal->measure)),
                              err);
    if (!rows || !action_find(arena, db, (int)result_int(rows, 0, 0), added, err))
        return false;
    AUTO(json) json_t *detail = json_object();
    return edit_write_event(db, added, NULL, input, detail, err);
}

bool action_add(struct arena *arena, struct db *db, const struct playbook *playbook,
                const struct action_proposal *proposal, const struct action_input *input,
                struct action *added, struct error *err)
{
    struct action_proposal full = *proposal;
    if (!edit_check_input(input, err) || !complete(arena, db, playbook, &full, err) || !db_begin(db, err))
        return false;
    if (insert(arena, db, &full, input, added, err) && db_commit(db, err))
        return true;
    db_rollback(db);
    return false;
}
