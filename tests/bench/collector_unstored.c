// The collector with nothing behind it: every job is handed to another thread and answered from there, neither sealed nor
// stored. Linked before the real one it shows what the HTTP edge alone can do (target echolot_unstored).
#include "ballot/collector.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct collect_private {
    struct collect_job *next;
};

struct collector {
    pthread_t writer;
    pthread_mutex_t mutex;
    pthread_cond_t filled;
    struct collect_job *head, **tail;
    bool stopping;
};

struct collect_job *collect_job_new(enum collect_kind kind)
{
    struct arena *arena = arena_new();
    struct collect_job *job = ARENA_NEW(arena, struct collect_job);
    *job = (struct collect_job){.kind = kind, .arena = arena, .private = ARENA_NEW(arena, struct collect_private)};
    return job;
}

void collect_job_free(struct collect_job *job)
{
    if (job)
        arena_free(job->arena);
}

bool collector_add(struct collector *collector, struct collect_job *job)
{
    pthread_mutex_lock(&collector->mutex);
    bool room = !collector->stopping;
    if (room) {
        job->private->next = NULL;
        *collector->tail = job;
        collector->tail = &job->private->next;
        pthread_cond_signal(&collector->filled);
    }
    pthread_mutex_unlock(&collector->mutex);
    return room;
}

bool collector_cancel(struct collector *collector, struct collect_job *job)
{
    (void)collector, (void)job;
    return false;
}

// Enough of a wave for a thank-you page.
static const struct wave_book *book_of_nothing(void)
{
    static const char *languages[] = {"en"}, *titles[] = {"Nothing is stored"};
    static const struct survey survey = {.title = {1, languages, titles}};
    static const struct wave_book book = {.survey = &survey};
    return &book;
}

static struct collect_job *take(struct collector *collector)
{
    pthread_mutex_lock(&collector->mutex);
    while (!collector->head && !collector->stopping)
        pthread_cond_wait(&collector->filled, &collector->mutex);
    struct collect_job *all = collector->head;
    collector->head = NULL;
    collector->tail = &collector->head;
    pthread_mutex_unlock(&collector->mutex);
    return all;
}

static void *answer_all(void *context)
{
    struct collector *collector = context;
    for (struct collect_job *job; (job = take(collector)) != NULL;)
        for (struct collect_job *next; job; job = next) {
            next = job->private->next;
            job->book = book_of_nothing();
            memcpy(job->receipt, "0000-0000-0000-0000", sizeof job->receipt);
            job->done(job);
        }
    return NULL;
}

struct collector *collector_start(const struct settings *settings, size_t limit, struct error *err)
{
    struct collector *collector = calloc(1, sizeof *collector);
    (void)settings, (void)limit, (void)err;
    if (!collector)
        abort();
    collector->tail = &collector->head;
    pthread_mutex_init(&collector->mutex, NULL);
    pthread_cond_init(&collector->filled, NULL);
    if (pthread_create(&collector->writer, NULL, answer_all, collector) != 0)
        abort();
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

void collector_free(struct collector *collector)
{
    free(collector);
}
