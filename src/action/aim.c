#include "action/aim.h"
#include "survey/parse.h"

#include <string.h>

struct survey *aim_survey(struct arena *arena, struct db *db, const char *survey_id, int version,
                          struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_ACTION_SURVEY_DOCUMENT,
                              DB_VALUES(db_text(survey_id), version ? db_int(version) : db_null()), err);
    if (!rows)
        return NULL;
    if (PQntuples(rows) == 0) {
        (void)FAIL(err, ERROR_NOT_FOUND, "there is no survey %s", survey_id);
        return NULL;
    }
    struct fault_list faults = {.arena = arena};
    const char *document = result_text(rows, 0, 0);
    struct survey *survey = survey_parse(arena, document, strlen(document), &faults);
    return fault_check(&faults, survey_id, err) ? survey : NULL;
}

const char *aim_only_survey(struct arena *arena, struct db *db, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_ACTION_SURVEY_ONLY, DB_NO_VALUES, err);
    if (!rows)
        return NULL;
    if (PQntuples(rows) == 1)
        return result_copy(arena, rows, 0, 0);
    (void)FAIL(err, ERROR_INVALID, "%s",
               PQntuples(rows) ? "there are several surveys: which one is meant?" : "there is no survey yet");
    return NULL;
}

static const struct question *question_of_driver(const struct survey *survey, const char *driver)
{
    for (size_t i = 0; i < survey->question_count; i++) {
        const struct question *question = &survey->questions[i];
        if (question_scored(question) && question->driver && strcmp(question->driver, driver) == 0)
            return question;
    }
    return NULL;
}

static bool check_question(const struct survey *survey, const char *id, const char *driver,
                           const struct question **found, struct error *err)
{
    const struct question *question = survey_question(survey, id);
    if (!question)
        return FAIL(err, ERROR_NOT_FOUND, "survey %s has no question %s", survey->id, id);
    if (!question_scored(question))
        return FAIL(err, ERROR_INVALID, "question %s has no figure that could move: it is not a scale", id);
    if (driver && question->driver && strcmp(driver, question->driver) != 0)
        return FAIL(err, ERROR_INVALID, "question %s measures %s, not %s", id, question->driver, driver);
    *found = question;
    return true;
}

bool aim_target(const struct survey *survey, const char **question, const char **driver, struct error *err)
{
    const struct question *found = NULL;
    if (*question && !check_question(survey, *question, *driver, &found, err))
        return false;
    if (!*question && *driver) {
        found = question_of_driver(survey, *driver);
        if (!found)
            return FAIL(err, ERROR_NOT_FOUND, "no question of survey %s measures the driver %s", survey->id,
                        *driver);
    }
    if (found) {
        *question = found->id;
        *driver = *driver ? *driver : found->driver;
    }
    return true;
}

bool aim_department(struct db *db, const char *code, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_ACTION_DEPARTMENT_FIND, DB_VALUES(db_text(code)), err);
    if (!rows)
        return false;
    return PQntuples(rows) > 0 || FAIL(err, ERROR_NOT_FOUND, "no wave knows a department %s", code);
}
