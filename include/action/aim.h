// What an action aims at: a department and a scored question of a survey, or the driver it measures.
#pragma once

#include "db/query.h"
#include "survey/survey.h"

// The survey's definition: of a version, or the latest for 0. ERROR_NOT_FOUND when it is not registered.
MUST_USE struct survey *aim_survey(struct arena *arena, struct db *db, const char *survey_id, int version,
                                   struct error *err);
// The id of the only survey there is, for whoever does not name one. NULL when there are several or none.
MUST_USE const char *aim_only_survey(struct arena *arena, struct db *db, struct error *err);
// Checks the target and completes it: the question's driver, or the driver's first question. `question` and `driver`
// may point to NULL; a driver that no question measures is refused.
MUST_USE bool aim_target(const struct survey *survey, const char **question, const char **driver,
                         struct error *err);
// Whether a wave knows the department.
MUST_USE bool aim_department(struct db *db, const char *code, struct error *err);
