// Charts per second: the pool against one gnuplot process a chart, in one run, clean-up included in both.
// Prints rates and the ratio (PERFORMANCE.md "Reporting": at least 5 over a whole report run).
#include "chart/chart.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

// Of this process and of the gnuplots that have ended: steadier than the clock on a shared machine.
static double processor_seconds(void)
{
    double sum = 0;
    const int who[] = {RUSAGE_SELF, RUSAGE_CHILDREN};
    for (size_t i = 0; i < LENGTH(who); i++) {
        struct rusage usage;
        getrusage(who[i], &usage);
        sum += (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
               (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    }
    return sum;
}

static bool draw_trend(struct chart_pool *pool, struct arena *arena, struct error *err)
{
    struct chart_trend_point points[12];
    for (int i = 0; i < 12; i++)
        points[i] = (struct chart_trend_point){
            .label = "2026-11", .day = 30 * i, .value = 10 + i % 5, .low = 5, .high = 20, .reference = 12};
    const struct chart_trend trend = {.head = {.id = "t", .title = "t", .description = "d"},
                                      .points = points,
                                      .count = 12,
                                      .least = -100,
                                      .most = 100,
                                      .span = 40,
                                      .reference = "all"};
    char *svg;
    return chart_trend(pool, arena, &trend, &svg, err);
}

static bool draw_heat(struct chart_pool *pool, struct arena *arena, struct error *err)
{
    enum { ROWS = 20, COLUMNS = 30 };
    const char *names[COLUMNS];
    struct chart_heat_cell cells[ROWS * COLUMNS];
    for (int i = 0; i < COLUMNS; i++)
        names[i] = "Being heard";
    for (int i = 0; i < ROWS * COLUMNS; i++)
        cells[i] = (struct chart_heat_cell){.value = i % 100};
    const struct chart_heat heat = {.head = {.id = "h", .title = "t", .description = "d"},
                                    .rows = names,
                                    .row_count = ROWS,
                                    .columns = names,
                                    .column_count = COLUMNS,
                                    .cells = cells,
                                    .low = 30,
                                    .high = 90,
                                    .below_minimum = "a",
                                    .protects_others = "b",
                                    .not_asked = "c",
                                    .scale = "%"};
    char *svg;
    return chart_heat(pool, arena, &heat, &svg, err);
}

struct rate {
    double clock, processor; // charts a second
};

typedef bool draw_chart(struct chart_pool *pool, struct arena *arena, struct error *err);

static struct rate measure(draw_chart *draw, unsigned charts_per_process, int count)
{
    struct chart_pool_options options = chart_pool_standard;
    options.charts_per_process = charts_per_process;
    struct chart_pool *pool = chart_pool_new(&options);
    double begin = seconds(), used = processor_seconds();
    for (int i = 0; i < count; i++) {
        AUTO(arena) struct arena *arena = arena_new();
        struct error err;
        if (!draw(pool, arena, &err)) {
            fprintf(stderr, "%s\n", err.message);
            exit(1);
        }
    }
    double elapsed = seconds() - begin;
    chart_pool_free(pool); // reaps the last process, so that its time counts
    return (struct rate){count / elapsed, count / (processor_seconds() - used)};
}

static void compare(const char *name, draw_chart *draw)
{
    struct rate single = measure(draw, 1, 40), pooled = measure(draw, 500, 200);
    printf("%-10s one process a chart %5.1f/s (%5.1f a processor second), persistent %5.1f/s (%5.1f), "
           "ratio %.1f (%.1f)\n",
           name, single.clock, single.processor, pooled.clock, pooled.processor, pooled.clock / single.clock,
           pooled.processor / single.processor);
}

int main(void)
{
    compare("trend", draw_trend);
    compare("heat map", draw_heat);
    return 0;
}
