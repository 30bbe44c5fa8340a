// Registered survey definitions: each version is stored once and never changed (its content hash says which it is).
#pragma once

#include "db/query.h"
#include "survey/survey.h"

// Registers a checked definition. The same content again is fine (`added` false); another content under a version
// that exists is ERROR_CONFLICT.
MUST_USE bool definition_add(struct db *db, const struct survey *survey, const char *document, bool *added,
                             struct error *err);
// Loads one. `name` is "ID" (its latest version) or "ID@VERSION". ERROR_NOT_FOUND.
MUST_USE struct survey *definition_load(struct arena *arena, struct db *db, const char *name, struct error *err);
MUST_USE struct survey *definition_load_version(struct arena *arena, struct db *db, const char *survey_id, int version,
                                                struct error *err);

struct definition_entry {
    const char *survey_id;
    int version;
    const char *hash, *title, *added;
    int waves; // how many use it
};
MUST_USE bool definition_list(struct arena *arena, struct db *db, struct definition_entry **entries, size_t *count,
                              struct error *err);
