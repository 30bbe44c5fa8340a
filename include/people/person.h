// What is stored about one person, and its removal (rights of those whose data it is). As DB_OWNER.
//
// Answers are in neither: a ballot of an open wave is sealed, and after the close answers belong to nobody. An erasure does not
// touch them (METHODS.md section 5: it does not recompute): the ballot of an open wave stays in the box and is counted,
// but the invitation that led to it is gone, so it is nobody's at once. Otherwise an erasure would be a way to
// take a critic's voice, and the missing ballot would tell that there had been one.
#pragma once

#include "base/json.h"
#include "db/query.h"

struct person {
    int id;
    const char *employee_id, *email, *name;
};
// By employee id or e-mail address. ERROR_NOT_FOUND; ERROR_CONFLICT when several people share the address.
MUST_USE bool person_find(struct arena *arena, struct db *db, const char *who, struct person *person, struct error *err);

// All that is stored, as sql/queries/people_export.sql lays it out; NULL on failure.
MUST_USE json_t *person_export(struct db *db, const struct person *person, struct error *err);

struct person_erased {
    struct person person;
    size_t wave_count;
    const char **waves;     // open ones the person was invited to
    int64_t actions, events; // that name the person's address and stay: they are the organisation's record
};
// Removes directory entry, invitations, tokens, messages and choices in one transaction and gives their tables new files,
// since a deleted row stays in its page.
MUST_USE bool person_erase(struct arena *arena, struct db *db, const char *who, struct person_erased *erased, struct error *err);
