#include "oracle.h"
#include "protect/topcode.h"
#include "stats/apportion.h"
#include "stats/interval.h"

#include <stdio.h>
#include <stdlib.h>

static struct figure compute(const struct figure_scale *scale, const struct counts *counts, int64_t population,
                             const struct variance_prior *prior)
{
    struct figure figure;
    struct error err = {0};
    if (!figure_compute(scale, counts, population, prior, &figure, &err)) {
        fprintf(stderr, "oracle: %s\n", err.message);
        exit(EXIT_FAILURE);
    }
    return figure;
}

void oracle_enps(struct task *task)
{
    const int64_t population = (int64_t)task_take(task);
    const struct counts counts = task_take_counts(task, &figure_scale_enps);
    const struct figure figure = compute(&figure_scale_enps, &counts, population, NULL);
    task_give(task, figure.enps);
    task_give_interval(task, figure.enps_interval);
    task_give(task, figure.promoters);
    task_give(task, figure.passives);
    task_give(task, figure.detractors);
}

void oracle_scale(struct task *task)
{
    const int64_t population = (int64_t)task_take(task);
    const struct variance_prior prior = {.variance = task_take(task), .weight = VARIANCE_PRIOR_WEIGHT};
    const struct figure_scale scale = task_take_scale(task);
    const struct counts counts = task_take_counts(task, &scale);
    const struct figure figure = compute(&scale, &counts, population, &prior);
    task_give(task, figure.mean);
    task_give_interval(task, figure.mean_interval);
    task_give(task, figure.score);
    task_give(task, figure.favourable);
    task_give_interval(task, figure.favourable_interval);
    task_give(task, figure.neutral);
    task_give(task, figure.unfavourable);
}

void oracle_pooled(struct task *task)
{
    const uint32_t groups = task_take_count(task);
    const struct figure_scale scale = task_take_scale(task);
    struct pooled_variance pooled = {0};
    for (uint32_t i = 0; i < groups; i++) {
        const struct histogram own = task_take_histogram(task, scale.points);
        pooled_variance_add(&pooled, &scale, &own);
    }
    task_give(task, pooled_variance_value(&pooled));
}

static struct figure shown(struct task *task, const struct figure_scale *scale)
{
    const struct histogram histogram = task_take_histogram(task, scale->points);
    struct figure figure;
    struct error err = {0};
    if (!topcode_figure(scale, &histogram, 0, 1.0, &figure, &err))
        exit(EXIT_FAILURE);
    return figure;
}

void oracle_clip_scale(struct task *task)
{
    const struct figure_scale scale = task_take_scale(task);
    const struct figure figure = shown(task, &scale);
    task_give(task, figure.mean);
    task_give(task, figure.favourable);
}

void oracle_clip_enps(struct task *task)
{
    task_give(task, shown(task, &figure_scale_enps).enps);
}

void oracle_apportion(struct task *task)
{
    const uint32_t people = task_take_count(task), count = task_take_count(task);
    int64_t *weights = ARENA_ARRAY(task->arena, count, int64_t);
    uint32_t *places = ARENA_ARRAY(task->arena, count, uint32_t);
    for (uint32_t i = 0; i < count; i++)
        weights[i] = (int64_t)task_take(task);
    apportion(weights, count, people, places);
    for (uint32_t i = 0; i < count; i++)
        task_give(task, places[i]);
}
