// oracle METHOD: a case a line from standard input, its results a line to standard output.
#include "base/macro.h"
#include "oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct method {
    const char *name;
    void (*run)(struct task *task);
} methods[] = {
    {"normal", oracle_normal},
    {"student", oracle_student},
    {"beta", oracle_beta},
    {"gamma", oracle_gamma},
    {"enps", oracle_enps},
    {"scale", oracle_scale},
    {"pooled", oracle_pooled},
    {"clip_scale", oracle_clip_scale},
    {"clip_enps", oracle_clip_enps},
    {"apportion", oracle_apportion},
    {"enps_change", oracle_enps_change},
    {"mean_change", oracle_mean_change},
    {"rank_change", oracle_rank_change},
    {"share_change", oracle_share_change},
    {"discovery", oracle_discovery},
    {"compare", oracle_compare},
    {"norm", oracle_norm},
    {"nonresponse", oracle_nonresponse},
    {"line", oracle_line},
    {"ranks", oracle_ranks},
    {"control", oracle_control},
    {"share_trend", oracle_share_trend},
    {"shrink_values", oracle_shrink_values},
    {"shrink_shares", oracle_shrink_shares},
    {"drivers", oracle_drivers},
    {"reliability", oracle_reliability},
    {"raking", oracle_raking},
};

static void refuse(const char *what)
{
    fprintf(stderr, "oracle: %s\n", what);
    exit(EXIT_FAILURE);
}

double task_take(struct task *task)
{
    if (task->next == task->count)
        refuse("a case has too few numbers");
    return task->numbers[task->next++];
}

uint32_t task_take_count(struct task *task)
{
    return (uint32_t)task_take(task);
}

struct figure_scale task_take_scale(struct task *task)
{
    struct figure_scale scale = {.points = (int)task_take(task)};
    scale.min = (int)task_take(task);
    const int neutral = (int)task_take(task), favourable = (int)task_take(task);
    for (int i = neutral; i < scale.points; i++)
        scale.category[i] = i < favourable ? FIGURE_NEUTRAL : FIGURE_FAVOURABLE;
    scale.reverse = task_take(task) > 0.0;
    scale.not_applicable_in_base = task_take(task) > 0.0;
    return scale;
}

struct histogram task_take_histogram(struct task *task, int points)
{
    struct histogram histogram = {0};
    for (int i = 0; i < points; i++)
        histogram.counts[i] = task_take_count(task);
    histogram.not_applicable = task_take_count(task);
    histogram.effective = task_take_count(task);
    return histogram;
}

struct counts task_take_counts(struct task *task, const struct figure_scale *scale)
{
    const struct histogram histogram = task_take_histogram(task, scale->points);
    struct counts counts;
    counts_take(scale, &histogram, &counts);
    return counts;
}

void task_give(struct task *task, double result)
{
    if (task->given == ORACLE_RESULTS)
        refuse("a case has too many results");
    task->results[task->given++] = result;
}

void task_give_interval(struct task *task, struct interval interval)
{
    task_give(task, interval.low);
    task_give(task, interval.high);
}

static void run(const struct method *method, char *line)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct task *task = ARENA_NEW(arena, struct task);
    double *numbers = ARENA_ARRAY(arena, strlen(line) / 2 + 2, double);
    for (char *end;; line = end) {
        numbers[task->count] = strtod(line, &end);
        if (end == line)
            break;
        task->count++;
    }
    task->arena = arena;
    task->numbers = numbers;
    method->run(task);
    if (task->next != task->count)
        refuse("a case has numbers that nothing takes");
    for (size_t i = 0; i < task->given; i++)
        printf("%.17g%c", task->results[i], i + 1 < task->given ? ' ' : '\n');
}

int main(int count, char **arguments)
{
    const struct method *method = NULL;
    for (size_t i = 0; i < LENGTH(methods) && count == 2; i++)
        if (strcmp(methods[i].name, arguments[1]) == 0)
            method = &methods[i];
    if (!method)
        refuse("which method?");
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0)
        run(method, line);
    free(line);
    return EXIT_SUCCESS;
}
