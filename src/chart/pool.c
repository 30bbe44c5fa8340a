#include "chart/pool.h"
#include "process.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

const struct chart_pool_options chart_pool_standard = {
    .program = "gnuplot",
    .processes = 2,
    .charts_per_process = 500,
    .timeout_seconds = 20,
    .memory_bytes = (size_t)1 << 30,
};

struct chart_pool {
    struct chart_pool_options options;
    pthread_mutex_t mutex;
    pthread_cond_t given_back;
    size_t free_count;
    struct process **free; // the places nobody uses, with or without a living process
    struct process *places;
};

struct chart_pool *chart_pool_new(const struct chart_pool_options *options)
{
    struct chart_pool *pool = calloc(1, sizeof *pool);
    if (!pool)
        abort();
    pool->options = options ? *options : chart_pool_standard;
    size_t count = pool->options.processes ? pool->options.processes : 1;
    pool->places = calloc(count, sizeof *pool->places);
    pool->free = calloc(count, sizeof(struct process *));
    if (!pool->places || !pool->free)
        abort();
    for (size_t i = 0; i < count; i++)
        pool->free[pool->free_count++] = &pool->places[count - 1 - i];
    pool->options.processes = count;
    pthread_mutex_init(&pool->mutex, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&pool->given_back, &attributes);
    pthread_condattr_destroy(&attributes);
    return pool;
}

void chart_pool_free(struct chart_pool *pool)
{
    if (!pool)
        return;
    for (size_t i = 0; i < pool->options.processes; i++)
        process_end(&pool->places[i]);
    pthread_cond_destroy(&pool->given_back);
    pthread_mutex_destroy(&pool->mutex);
    free(pool->places);
    free(pool->free);
    free(pool);
}

// A place of one's own, or NULL when none became free in time. The one used last comes first: it is warm.
static struct process *take(struct chart_pool *pool, double deadline)
{
    const struct timespec until = {.tv_sec = (time_t)deadline,
                                   .tv_nsec = (long)((deadline - (double)(time_t)deadline) * 1e9)};
    pthread_mutex_lock(&pool->mutex);
    int waited = 0;
    while (pool->free_count == 0 && waited == 0)
        waited = pthread_cond_timedwait(&pool->given_back, &pool->mutex, &until);
    struct process *place = pool->free_count ? pool->free[--pool->free_count] : NULL;
    pthread_mutex_unlock(&pool->mutex);
    return place;
}

static void give_back(struct chart_pool *pool, struct process *place)
{
    pthread_mutex_lock(&pool->mutex);
    pool->free[pool->free_count++] = place;
    pthread_cond_signal(&pool->given_back);
    pthread_mutex_unlock(&pool->mutex);
}

// What is no whole SVG shows that the process is out of step, so it must not draw again.
static bool is_drawing(const struct buffer *output)
{
    const char *text = buffer_string(output);
    size_t end = output->size;
    while (end > 0 && strchr("\r\n ", text[end - 1]))
        end--;
    return strlen(text) == output->size && strncmp(text, "<?xml", 5) == 0 && end > 6 &&
           strncmp(text + end - 6, "</svg>", 6) == 0;
}

struct work {
    const char *script;
    size_t size;
    double deadline;
    struct buffer output;
    struct buffer complaint;
};

static bool run_at(struct chart_pool *pool, struct process *place, struct work *work, struct error *err)
{
    for (;;) {
        bool fresh = place->pid == 0;
        if (fresh && !process_start(place, &pool->options, err))
            return false;
        buffer_clear(&work->output);
        buffer_clear(&work->complaint);
        enum exchange result = process_exchange(place, work->script, work->size, work->deadline,
                                                &work->output, &work->complaint, err);
        if (result == EXCHANGE_DONE && is_drawing(&work->output)) {
            if (place->charts >= pool->options.charts_per_process)
                process_end(place);
            return true;
        }
        process_end(place);
        if (result == EXCHANGE_DONE)
            return FAIL(err, ERROR_UNAVAILABLE, "gnuplot gave no drawing: %s",
                        process_last_words(&work->complaint));
        if (result == EXCHANGE_FAILED || fresh)
            return false;
    }
}

bool chart_pool_run(struct chart_pool *pool, struct arena *arena, const char *script, size_t size, char **svg,
                    struct error *err)
{
    struct work work = {
        .script = script, .size = size, .deadline = clock_seconds() + pool->options.timeout_seconds};
    struct process *place = take(pool, work.deadline);
    if (!place)
        return FAIL(err, ERROR_UNAVAILABLE, "all %zu gnuplot processes are busy", pool->options.processes);
    bool good = run_at(pool, place, &work, err);
    give_back(pool, place);
    if (good)
        *svg = arena_slice(arena, work.output.bytes, work.output.size);
    buffer_free(&work.output);
    buffer_free(&work.complaint);
    return good;
}
