#include "ballot/collector.h"
#include "batch.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#ifndef COLLECTOR_BATCH_LIMIT // tests/bench compares with one ballot a commit
#define COLLECTOR_BATCH_LIMIT 1000
#endif

enum {
    BATCH_LIMIT = COLLECTOR_BATCH_LIMIT,
    PATIENCE = 3000,    // milliseconds a batch is tried again after the connection was lost
    PAUSE = 100,        // between two attempts
    QUIET_PERIOD = 500, // after a failed attempt, answers are refused without another one
    RUSH = 8,           // from so many jobs a batch on it pays to wait for more …
    GATHER = 2000,      // … for so many microseconds at most
};

struct collector {
    const struct settings *settings;
    size_t limit;
    pthread_t writer;
    pthread_mutex_t mutex;
    pthread_cond_t filled;
    // Under the mutex:
    struct collect_job *head, **tail;
    size_t waiting;
    size_t wanted; // the writer sleeps until so many wait; 0: it does not sleep
    bool stopping;
    // The writer's own:
    struct db *db;
    struct arena *arena;
    struct open_wave *waves;
    struct crowd *crowd;
    size_t last;     // jobs of the last batch …
    int64_t lasted;  // … and how long it took, in microseconds
    bool first;      // this connection has waited for those before it
    bool away;       // the last attempt to connect failed …
    int64_t away_at; // … then
    struct collect_job *jobs[BATCH_LIMIT];
};

struct collect_job *collect_job_new(enum collect_kind kind)
{
    struct arena *arena = arena_new();
    struct collect_job *job = ARENA_NEW(arena, struct collect_job);
    job->kind = kind;
    job->arena = arena;
    job->private = ARENA_NEW(arena, struct collect_private);
    return job;
}

void collect_job_free(struct collect_job *job)
{
    if (!job)
        return;
    buffer_free(&job->private->ballot.sealed);
    arena_free(job->arena);
}

static int64_t microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t milliseconds(void)
{
    return microseconds() / 1000;
}

static void rest(long duration)
{
    struct timespec pause = {.tv_sec = duration / 1000, .tv_nsec = duration % 1000 * 1000000};
    (void)nanosleep(&pause, NULL);
}

// ---- the queue --------------------------------------------------------------------------------------------------

bool collector_add(struct collector *collector, struct collect_job *job)
{
    pthread_mutex_lock(&collector->mutex);
    bool room = !collector->stopping && collector->waiting < collector->limit;
    if (room) {
        job->private->state = JOB_WAITING;
        job->private->next = NULL;
        *collector->tail = job;
        collector->tail = &job->private->next;
        collector->waiting++;
        if (collector->wanted > 0 && collector->waiting >= collector->wanted)
            pthread_cond_signal(&collector->filled);
    }
    pthread_mutex_unlock(&collector->mutex);
    return room;
}

// The job stays in the queue or the batch it is in; whoever comes across it there frees it.
bool collector_cancel(struct collector *collector, struct collect_job *job)
{
    pthread_mutex_lock(&collector->mutex);
    bool cancelled = job->private->state == JOB_WAITING || job->private->state == JOB_TAKEN;
    if (cancelled)
        job->private->state = JOB_CANCELLED;
    pthread_mutex_unlock(&collector->mutex);
    return cancelled;
}

// Under the mutex: sleeps until `wanted` jobs wait or, given an end, until then.
static void sleep_until(struct collector *collector, size_t wanted, int64_t end)
{
    const struct timespec moment = {.tv_sec = end / 1000000, .tv_nsec = end % 1000000 * 1000};
    int result = 0;
    collector->wanted = wanted;
    while (collector->waiting < wanted && !collector->stopping && result == 0)
        result = end ? pthread_cond_clockwait(&collector->filled, &collector->mutex, CLOCK_MONOTONIC, &moment)
                     : pthread_cond_wait(&collector->filled, &collector->mutex);
    collector->wanted = 0;
}

// In a rush those who were just answered soon make room for others, who would only see the next commit begin without them. A commit
// costs much and another ballot in it little, so it is worth a wait that is short against the commit itself.
static void gather(struct collector *collector)
{
    size_t wanted = collector->last + collector->waiting;
    int64_t patience = collector->lasted / 2 < GATHER ? collector->lasted / 2 : GATHER;
    if (collector->waiting == 0)
        sleep_until(collector, 1, 0);
    if (collector->last >= RUSH)
        sleep_until(collector, wanted < BATCH_LIMIT ? wanted : BATCH_LIMIT, microseconds() + patience);
}

// Under the mutex: moves what waits into the batch. Who gave up while waiting was told that nothing is stored, and so nothing is.
static size_t take_waiting(struct collector *collector)
{
    size_t count = 0;
    while (collector->head && count < BATCH_LIMIT) {
        struct collect_job *job = collector->head;
        collector->head = job->private->next;
        collector->waiting--;
        if (job->private->state == JOB_CANCELLED) {
            collect_job_free(job);
        } else {
            job->private->state = JOB_TAKEN;
            collector->jobs[count++] = job;
        }
    }
    if (!collector->head)
        collector->tail = &collector->head;
    return count;
}

// Waits for jobs and takes what there is; 0 when the collector stops and nothing is left.
static size_t take(struct collector *collector)
{
    size_t count = 0;
    pthread_mutex_lock(&collector->mutex);
    do {
        gather(collector);
        count = take_waiting(collector);
    } while (count == 0 && !(collector->stopping && !collector->head));
    pthread_mutex_unlock(&collector->mutex);
    return count;
}

static void answer(struct collector *collector, struct collect_job *job)
{
    pthread_mutex_lock(&collector->mutex);
    bool cancelled = job->private->state == JOB_CANCELLED;
    job->private->state = JOB_ANSWERED;
    pthread_mutex_unlock(&collector->mutex);
    if (cancelled)
        collect_job_free(job);
    else
        job->done(job);
}

// ---- the writer -------------------------------------------------------------------------------------------------

static bool connected(struct collector *collector, struct error *err)
{
    if (collector->db && db_alive(collector->db))
        return true;
    db_close(collector->db);
    collector->db = db_open(collector->settings, DB_COLLECT, err);
    collector->first = false;
    if (collector->db && box_be_durable(collector->db, err)) {
        collector->away = false;
        return true;
    }
    db_close(collector->db);
    collector->db = NULL;
    collector->away_at = milliseconds();
    return false;
}

// Works the batch until every job is settled or the database is given up.
static bool work(struct collector *collector, struct batch *batch, struct error *err)
{
    int64_t end = milliseconds() + PATIENCE;
    if (collector->away && milliseconds() - collector->away_at < QUIET_PERIOD)
        return FAIL(err, ERROR_UNAVAILABLE, "the database is away");
    for (;;) {
        AUTO(arena) struct arena *arena = arena_new();
        batch->arena = arena;
        if (connected(collector, err)) {
            batch->db = collector->db;
            if (batch_work(batch, err))
                return true;
            if (db_alive(collector->db)) // a new connection would not help
                return false;
        } else {
            err->kind = ERROR_UNAVAILABLE; // whatever is wrong, such as another schema: who answers can only come again
        }
        if (collector->away || milliseconds() >= end) {
            collector->away = true;
            return false;
        }
        rest(PAUSE);
    }
}

static void fail_unsettled(struct batch *batch, const struct error *err)
{
    for (size_t i = 0; i < batch->count; i++)
        if (!batch->jobs[i]->private->settled) {
            batch->jobs[i]->private->deferred = false;
            batch->jobs[i]->private->settled = true;
            batch->jobs[i]->err = *err;
        }
}

// Answers what is settled and keeps what was deferred for another round.
static size_t answer_settled(struct collector *collector, struct batch *batch)
{
    size_t left = 0;
    for (size_t i = 0; i < batch->count; i++) {
        struct collect_job *job = batch->jobs[i];
        if (job->private->settled) {
            answer(collector, job);
        } else {
            job->private->deferred = false;
            batch->jobs[left++] = job;
        }
    }
    return left;
}

static void work_batch(struct collector *collector, size_t count)
{
    struct batch batch = {.wave_arena = collector->arena,
                          .waves = &collector->waves,
                          .crowd = collector->crowd,
                          .first = &collector->first,
                          .now = milliseconds(),
                          .jobs = collector->jobs,
                          .count = count};
    while (batch.count > 0) {
        struct error err = {0};
        if (!work(collector, &batch, &err))
            fail_unsettled(&batch, &err);
        batch.count = answer_settled(collector, &batch);
    }
}

static bool is_idle(struct collector *collector)
{
    pthread_mutex_lock(&collector->mutex);
    bool idle = !collector->head;
    pthread_mutex_unlock(&collector->mutex);
    return idle;
}

// No key with which ballots can be opened stays in memory while there is nothing to do.
static void *write_batches(void *context)
{
    struct collector *collector = context;
    for (size_t count; (count = take(collector)) > 0;) {
        int64_t begin = microseconds();
        work_batch(collector, count);
        collector->last = count;
        collector->lasted = microseconds() - begin;
        if (is_idle(collector))
            batch_forget_seals(collector->waves);
    }
    return NULL;
}

void collector_free(struct collector *collector)
{
    db_close(collector->db);
    arena_free(collector->arena);
    crowd_free(collector->crowd);
    pthread_mutex_destroy(&collector->mutex);
    pthread_cond_destroy(&collector->filled);
    free(collector);
}

struct collector *collector_start(const struct settings *settings, size_t limit, struct error *err)
{
    struct collector *collector = calloc(1, sizeof *collector);
    if (!collector)
        abort();
    collector->settings = settings;
    collector->limit = limit;
    collector->tail = &collector->head;
    collector->arena = arena_new();
    collector->crowd = crowd_new();
    pthread_mutex_init(&collector->mutex, NULL);
    pthread_cond_init(&collector->filled, NULL);
    if (!connected(collector, err)) {
        collector_free(collector);
        return NULL;
    }
    if (pthread_create(&collector->writer, NULL, write_batches, collector) != 0) {
        collector_free(collector);
        (void)FAIL(err, ERROR_UNAVAILABLE, "no thread can be started");
        return NULL;
    }
    return collector;
}

void collector_stop(struct collector *collector)
{
    pthread_mutex_lock(&collector->mutex);
    collector->stopping = true;
    pthread_cond_signal(&collector->filled);
    pthread_mutex_unlock(&collector->mutex);
    pthread_join(collector->writer, NULL);
}
