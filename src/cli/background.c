#include "background.h"
#include "base/json_scan.h"
#include "db/query.h"
#include "jobs.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PAUSE_SECONDS = 30, PATIENCE_SECONDS = 20 };

struct background {
    const struct settings *settings;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t wake;
    atomic_bool stop;
};

// Nothing is said of what waits: it would be said every half minute.
static void say(void *context, const struct job *job)
{
    (void)context;
    AUTO(arena) struct arena *arena = arena_new();
    if (job->result == JOB_DONE || job->result == JOB_FAILED)
        fprintf(stderr, "jobs: %s %s %s: %s\n", job_result_name(job->result), job_kind_name(job->kind),
                job->wave,
                json_printable(arena, job->says));
}

// The lock lives as long as the connection.
static struct db *become_the_one(const struct settings *settings, struct error *err)
{
    struct db *db = db_open(settings, DB_OWNER, err);
    if (!db)
        return NULL;
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_JOBS_LOCK, DB_VALUES(db_text("serve"), db_text("")), err);
    if (rows && result_bool(rows, 0, 0))
        return db;
    db_close(db);
    return NULL;
}

static bool still_the_one(struct db *db)
{
    struct error ignored;
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_JOBS_MOMENT, DB_VALUES(db_null()), &ignored);
    return rows != NULL;
}

static void run_once(struct background *background)
{
    size_t failed;
    struct error err = {0};
    struct jobs_plan plan = {.settings = background->settings, .tell = say, .stop = &background->stop};
    for (size_t i = 0; i < JOB__COUNT; i++)
        plan.kinds[i] = true;
    if (!jobs_run(&plan, &failed, &err))
        fprintf(stderr, "jobs: %s\n", err.message);
}

static void pause_until_next(struct background *background)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += PAUSE_SECONDS;
    pthread_mutex_lock(&background->mutex);
    int waited = 0;
    while (!atomic_load(&background->stop) && waited == 0)
        waited = pthread_cond_timedwait(&background->wake, &background->mutex, &until);
    pthread_mutex_unlock(&background->mutex);
}

static void *run(void *context)
{
    struct background *background = context;
    struct db *lock = NULL;
    while (!atomic_load(&background->stop)) {
        struct error err = {0};
        if (lock && !still_the_one(lock)) {
            db_close(lock);
            lock = NULL;
        }
        if (!lock)
            lock = become_the_one(background->settings, &err);
        if (err.kind != ERROR_NONE)
            fprintf(stderr, "jobs: %s\n", err.message);
        if (lock)
            run_once(background);
        pause_until_next(background);
    }
    db_close(lock);
    return NULL;
}

struct background *background_start(const struct settings *settings)
{
    struct background *background = calloc(1, sizeof *background);
    if (!background)
        abort();
    pthread_condattr_t monotonic;
    background->settings = settings;
    pthread_mutex_init(&background->mutex, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&background->wake, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (pthread_create(&background->thread, NULL, run, background) == 0)
        return background;
    free(background);
    return NULL;
}

bool background_stop(struct background *background)
{
    pthread_mutex_lock(&background->mutex);
    atomic_store(&background->stop, true);
    pthread_cond_signal(&background->wake);
    pthread_mutex_unlock(&background->mutex);
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_SECONDS;
    if (pthread_timedjoin_np(background->thread, NULL, &until) != 0)
        return false;
    pthread_cond_destroy(&background->wake);
    pthread_mutex_destroy(&background->mutex);
    free(background);
    return true;
}
