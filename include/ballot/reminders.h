// Whether a person wants reminders: known by the token that stands in every message to them, which can do nothing else. As DB_COLLECT.
#pragma once

#include "ballot/token.h"
#include "db/query.h"

// ERROR_NOT_FOUND for a token that nobody has.
MUST_USE bool reminders_find(struct db *db, const struct token *token, bool *wanted, struct error *err);
MUST_USE bool reminders_set(struct db *db, const struct token *token, bool wanted, struct error *err);
