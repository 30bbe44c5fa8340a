// What each kind of job does for one wave. Every one of them may be cut off anywhere and done again.
#pragma once

#include "db/connection.h"
#include "jobs.h"

struct job_run {
    const struct jobs_plan *plan;
    struct db *db; // DB_OWNER
    struct arena *arena;
    const char *wave;
};

// `says` gets what was done.
MUST_USE bool job_work(enum job_kind kind, const struct job_run *run, const char **says, struct error *err);
// Whether e-mail is set up, and whether the private key of a wave is in the keys directory.
bool job_has_mail(const struct settings *settings);
bool job_has_key(struct arena *arena, const struct settings *settings, const char *wave);
