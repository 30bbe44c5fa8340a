// What is due, done: `jobs run`, and the same in the background of `serve`. What is due follows from the state of schedules and waves,
// so a job that was cut off is simply due again, and one that somebody did meanwhile is not. Each job has an advisory lock:
// two runs at once share the work, and a run that is killed lets go of its job. A job that fails is recorded with its
// error and tried again later, at growing distances; the others go on.
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/settings.h"

#include <stdatomic.h>

// In the order in which one leads to the next.
enum job_kind { JOB_OPEN, JOB_INVITE, JOB_REMIND, JOB_COUNT, JOB_CLOSE, JOB_ANALYZE, JOB_REPORT, JOB__COUNT };
const char *job_kind_name(enum job_kind kind); // "open" …

enum job_result {
    JOB_DONE,
    JOB_FAILED,
    JOB_DUE,     // in a dry run: would be done
    JOB_LATER,   // failed before and waits
    JOB_WAITING, // past its end, but the private key is not in the keys directory
    JOB_TAKEN,   // another run is at it
    JOB_RESULT__COUNT
};
const char *job_result_name(enum job_result result);

struct job {
    enum job_kind kind;
    const char *wave;
    enum job_result result;
    const char *says; // what was done, or why not
};

struct jobs_plan {
    const struct settings *settings;
    const char *moment; // what is due is judged as of this moment; NULL: now. What is recorded has the true time.
    bool dry_run;
    bool kinds[JOB__COUNT]; // which of them
    void (*tell)(void *context, const struct job *job);
    void *context;
    const atomic_bool *stop; // ends the run before the next job; may be NULL
};

// False when the database is away or the moment or time zone is none; failed jobs are told and counted.
MUST_USE bool jobs_run(const struct jobs_plan *plan, size_t *failed, struct error *err);
