#include "report_pages.h"
#include "base/file.h"
#include "chart/report_drawing.h"
#include "render/report_page.h"
#include "report/name.h"

#include <pthread.h>
#include <unistd.h>

enum { THREADS = 8 };

struct work {
    const struct words *words;
    const char **names;
    struct chart_pool *pool;
    const char *out;
    const struct progress *progress;
    pthread_mutex_t lock; // guards what follows
    size_t next, done;
    bool failed;
    struct error error;
};

static bool make_page(const struct work *work, struct arena *arena, size_t department, struct buffer *html,
                      struct error *err)
{
    struct words words = *work->words;
    words.arena = arena;
    struct report_drawing drawing;
    if (!report_drawing_make(work->pool, &words, department, &drawing, err))
        return false;
    struct report_page page = {
        .words = &words, .department = department, .names = work->names, .drawing = &drawing};
    return report_page_write(&page, html, err);
}

static bool write_page(const struct work *work, size_t department, struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    AUTO(buffer) struct buffer html = {0};
    const char *path = arena_format(arena, "%s/%s", work->out, work->names[department]);
    return make_page(work, arena, department, &html, err) &&
           file_write(path, html.bytes, html.size, 0644, err);
}

// The number of the next page to write, or false when there is none or a thread failed.
static bool take(struct work *work, size_t *department)
{
    pthread_mutex_lock(&work->lock);
    bool more = !work->failed && work->next < work->words->report->department_count;
    if (more)
        *department = work->next++;
    pthread_mutex_unlock(&work->lock);
    return more;
}

static void finish(struct work *work, bool good, const struct error *err)
{
    pthread_mutex_lock(&work->lock);
    if (good) {
        progress_step(work->progress, ++work->done, work->words->report->department_count);
    } else if (!work->failed) {
        work->failed = true;
        work->error = *err;
    }
    pthread_mutex_unlock(&work->lock);
}

static bool run_one(struct work *work)
{
    size_t department;
    struct error err = {0};
    if (!take(work, &department))
        return false;
    bool good = write_page(work, department, &err);
    finish(work, good, &err);
    return good;
}

static void *run(void *context)
{
    while (run_one(context))
        continue;
    return NULL;
}

// This thread works as well, so that a thread that could not be started does not matter.
static void run_all(struct work *work, size_t threads)
{
    pthread_t others[THREADS];
    size_t started = 0;
    while (started + 1 < threads && pthread_create(&others[started], NULL, run, work) == 0)
        started++;
    (void)run(work);
    while (started > 0)
        pthread_join(others[--started], NULL);
}

static size_t thread_count(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : processors > THREADS ? THREADS : (size_t)processors;
}

bool report_pages_write(const struct words *words, const char *out, const struct progress *progress,
                        struct error *err)
{
    size_t threads = thread_count();
    struct chart_pool_options options = chart_pool_standard;
    options.processes = threads;
    AUTO(chart_pool) struct chart_pool *pool = chart_pool_new(&options);
    struct work work = {.words = words,
                        .names = report_file_names(words->arena, words->report),
                        .pool = pool,
                        .out = out,
                        .progress = progress,
                        .lock = PTHREAD_MUTEX_INITIALIZER};
    // The first page alone: what libraries make ready on first use is made ready by one thread.
    if (run_one(&work))
        run_all(&work, threads);
    if (work.failed)
        *err = work.error;
    return !work.failed;
}

bool report_pages_first(const struct words *words, struct buffer *html, struct error *err)
{
    AUTO(chart_pool) struct chart_pool *pool = chart_pool_new(NULL);
    struct work work = {
        .words = words, .names = report_file_names(words->arena, words->report), .pool = pool};
    return make_page(&work, words->arena, 0, html, err);
}
