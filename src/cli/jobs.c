#include "jobs.h"
#include "ballot/schedule.h"
#include "job_work.h"

static const char *const kind_names[JOB__COUNT] = {
    [JOB_OPEN] = "open",   [JOB_INVITE] = "invite",   [JOB_REMIND] = "remind", [JOB_COUNT] = "count",
    [JOB_CLOSE] = "close", [JOB_ANALYZE] = "analyze", [JOB_REPORT] = "report",
};

static const char *const result_names[JOB_RESULT__COUNT] = {
    [JOB_DONE] = "done",   [JOB_FAILED] = "failed",   [JOB_DUE] = "due",
    [JOB_LATER] = "later", [JOB_WAITING] = "waiting", [JOB_TAKEN] = "taken",
};

const char *job_kind_name(enum job_kind kind)
{
    return kind_names[kind];
}

const char *job_result_name(enum job_result result)
{
    return result_names[result];
}

// A run under way.
struct running {
    const struct jobs_plan *plan;
    struct db *db;
    size_t done, failed;
};

static void tell(const struct running *running, enum job_kind kind, const char *wave, enum job_result result,
                 const char *says)
{
    struct job job = {.kind = kind, .wave = wave, .result = result, .says = says};
    if (running->plan->tell)
        running->plan->tell(running->plan->context, &job);
}

// Of one wave when `wave` is given.
static PGresult *find_due(const struct running *running, enum job_kind kind, const char *wave,
                          struct error *err)
{
    const struct settings *settings = running->plan->settings;
    return db_query(running->db, QUERY_JOBS_DUE,
                    DB_VALUES(db_text(running->plan->moment), db_text(settings->time_zone),
                              db_bool(job_has_mail(settings)), db_text(kind_names[kind]), db_text(wave)),
                    err);
}

static bool record_failure(struct running *running, struct arena *arena, enum job_kind kind, const char *wave,
                           const struct error *why, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(running->db, QUERY_JOBS_FAILED,
                              DB_VALUES(db_text(kind_names[kind]), db_text(wave), db_text(why->message),
                                        db_text(running->plan->moment)),
                              err);
    if (!rows)
        return false;
    running->failed++;
    tell(running, kind, wave, JOB_FAILED,
         arena_format(arena, "%s%s%s; again at %s", why->message, *why->hint ? " " : "", why->hint,
                      PQntuples(rows) ? result_text(rows, 0, 0) : "the next run"));
    return true;
}

// The record of the beginning is there before anything else happens.
static bool do_job(struct running *running, struct arena *arena, enum job_kind kind, const char *wave,
                   struct error *err)
{
    struct job_run run = {.plan = running->plan, .db = running->db, .arena = arena, .wave = wave};
    struct error why = {0};
    const char *says = "";
    if (!db_run(running->db, QUERY_JOBS_START, DB_VALUES(db_text(kind_names[kind]), db_text(wave)), NULL,
                err))
        return false;
    if (!job_work(kind, &run, &says, &why))
        return record_failure(running, arena, kind, wave, &why, err);
    if (!db_run(running->db, QUERY_JOBS_DONE, DB_VALUES(db_text(kind_names[kind]), db_text(wave)), NULL, err))
        return false;
    running->done++;
    tell(running, kind, wave, JOB_DONE, says);
    return true;
}

// With the lock: whoever had it before may have done the job.
static bool do_if_due(struct running *running, struct arena *arena, enum job_kind kind, const char *wave,
                      struct error *err)
{
    AUTO(pg_result) PGresult *rows = find_due(running, kind, wave, err);
    if (!rows)
        return false;
    return PQntuples(rows) == 0 || result_bool(rows, 0, 1) || do_job(running, arena, kind, wave, err);
}

static bool try_job(struct running *running, struct arena *arena, enum job_kind kind, const char *wave,
                    struct error *err)
{
    AUTO(pg_result)
    PGresult *lock =
        db_query(running->db, QUERY_JOBS_LOCK, DB_VALUES(db_text(kind_names[kind]), db_text(wave)), err);
    if (!lock)
        return false;
    if (!result_bool(lock, 0, 0)) {
        tell(running, kind, wave, JOB_TAKEN, "another run is at it");
        return true;
    }
    return do_if_due(running, arena, kind, wave, err) &&
           db_run(running->db, QUERY_JOBS_UNLOCK, DB_VALUES(db_text(kind_names[kind]), db_text(wave)), NULL,
                  err);
}

static bool take_row(struct running *running, enum job_kind kind, const PGresult *rows, int row,
                     struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    const char *wave = result_copy(arena, rows, row, 0);
    if (result_bool(rows, row, 1))
        tell(running, kind, wave, JOB_LATER,
             arena_format(arena, "again at %s: %s", result_text(rows, row, 2), result_text(rows, row, 3)));
    else if (kind == JOB_CLOSE && !job_has_key(arena, running->plan->settings, wave))
        tell(running, kind, wave, JOB_WAITING,
             arena_format(arena, "its private key is not here: 'echolot wave close %s --key FILE' closes it",
                          wave));
    else if (running->plan->dry_run)
        tell(running, kind, wave, JOB_DUE, "");
    else
        return try_job(running, arena, kind, wave, err);
    return true;
}

static bool stopped(const struct running *running)
{
    return running->plan->stop && atomic_load(running->plan->stop);
}

static bool run_listed(struct running *running, enum job_kind kind, struct error *err)
{
    AUTO(pg_result) PGresult *rows = find_due(running, kind, NULL, err);
    if (!rows)
        return false;
    for (int row = 0; row < PQntuples(rows) && !stopped(running); row++)
        if (!take_row(running, kind, rows, row, err))
            return false;
    return true;
}

// Waves of a survey are analyzed one after the other: only the first is due, and then the next one.
static bool run_kind(struct running *running, enum job_kind kind, struct error *err)
{
    size_t before;
    do {
        before = running->done;
        if (!run_listed(running, kind, err))
            return false;
    } while (kind == JOB_ANALYZE && running->done > before && !stopped(running));
    return true;
}

static bool check_moment(struct db *db, const char *moment, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_JOBS_MOMENT, DB_VALUES(db_text(moment)), err);
    if (rows || err->kind != ERROR_INVALID)
        return rows != NULL;
    return FAIL(err, ERROR_USAGE, "--as-of %s: expected a time as in 2026-11-30T08:00:00Z", moment);
}

bool jobs_run(const struct jobs_plan *plan, size_t *failed, struct error *err)
{
    AUTO(db) struct db *db = db_open(plan->settings, DB_OWNER, err);
    struct running running = {.plan = plan, .db = db};
    *failed = 0;
    if (!db || !schedule_check_zone(db, plan->settings->time_zone, err) ||
        !check_moment(db, plan->moment, err))
        return false;
    for (enum job_kind kind = 0; kind < JOB__COUNT; kind++)
        if (plan->kinds[kind] && !run_kind(&running, kind, err))
            return false;
    *failed = running.failed;
    return true;
}
