// The schema's versions: sql/migrations/NNNN_name.sql, applied in order, each in one transaction under an advisory
// lock, with a SHA-256 that later runs compare, so that a changed migration is noticed.
#pragma once

#include "db/connection.h"

// How often `applied` is called and with what is the caller's only view of the work.
struct migration_report {
    void (*applied)(void *context, int number, const char *name);
    void *context;
};

// Brings the schema to this program's version. Idempotent; two at once wait for each other. ERROR_CONFLICT when a
// migration changed after it was applied or the schema is newer than the program.
MUST_USE bool migrate(const struct settings *settings, const struct migration_report *report, struct error *err);

// The version this program needs (the highest migration number).
int migration_required(void);
