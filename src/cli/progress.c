#include "cli/command.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { BAR_WIDTH = 30 };

// The state of the one bar a terminal can show; a process runs one command.
struct bar {
    const char *what;
    struct timespec start, last;
    bool drawn;
};

static double seconds_between(const struct timespec *from, const struct timespec *to)
{
    return (double)(to->tv_sec - from->tv_sec) + (double)(to->tv_nsec - from->tv_nsec) / 1e9;
}

static void draw(struct bar *bar, uint64_t done, uint64_t total)
{
    char cells[BAR_WIDTH + 1];
    int filled = total ? (int)((double)done / (double)total * BAR_WIDTH) : 0;
    for (int i = 0; i < BAR_WIDTH; i++)
        cells[i] = i < filled ? '#' : '.';
    cells[BAR_WIDTH] = '\0';
    if (total)
        fprintf(stderr, "\r%s [%s] %3d %%", bar->what, cells, (int)((double)done / (double)total * 100));
    else
        fprintf(stderr, "\r%s %llu", bar->what, (unsigned long long)done);
    bar->drawn = true;
}

static void step(void *context, uint64_t done, uint64_t total)
{
    struct bar *bar = context;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (seconds_between(&bar->start, &now) < 1 || seconds_between(&bar->last, &now) < 0.1)
        return;
    bar->last = now;
    draw(bar, done, total);
}

static struct bar *the_bar(void)
{
    static struct bar bar;
    return &bar;
}

struct progress cli_progress(const char *what)
{
    if (!isatty(STDERR_FILENO))
        return (struct progress){0};
    struct bar *bar = the_bar();
    *bar = (struct bar){.what = what};
    clock_gettime(CLOCK_MONOTONIC, &bar->start);
    bar->last = bar->start;
    return (struct progress){.step = step, .context = bar};
}

void cli_progress_end(void)
{
    if (the_bar()->drawn)
        fputs("\r\033[K", stderr);
    the_bar()->drawn = false;
}
