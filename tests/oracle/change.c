#include "stats/change.h"
#include "oracle.h"
#include "stats/discovery.h"
#include "stats/mean_change.h"

void oracle_enps_change(struct task *task)
{
    const struct counts earlier = task_take_counts(task, &figure_scale_enps);
    const struct counts now = task_take_counts(task, &figure_scale_enps);
    struct change change;
    change_compute(&figure_scale_enps, &earlier, &now, &change);
    task_give(task, change.difference);
    task_give(task, change.p);
    task_give_interval(task, change.interval);
}

struct waves {
    struct figure_scale scale;
    struct counts earlier, now;
};

static struct waves take_waves(struct task *task)
{
    struct waves waves = {.scale = task_take_scale(task)};
    waves.earlier = task_take_counts(task, &waves.scale);
    waves.now = task_take_counts(task, &waves.scale);
    return waves;
}

void oracle_mean_change(struct task *task)
{
    const struct waves waves = take_waves(task);
    struct change change;
    change_compute(&waves.scale, &waves.earlier, &waves.now, &change);
    task_give(task, change.difference);
    task_give(task, change.p);
    task_give_interval(task, change.interval);
    const struct welch_test test = welch_test(&waves.scale, &waves.earlier, &waves.now);
    task_give(task, test.t);
    task_give(task, test.freedom);
}

void oracle_rank_change(struct task *task)
{
    const struct waves waves = take_waves(task);
    struct change change;
    change_compute(&waves.scale, &waves.earlier, &waves.now, &change);
    task_give(task, change.effect.rank_p);
    task_give(task, change.effect.delta);
    task_give(task, change.effect.g);
    const struct rank_test test = rank_test(&waves.earlier, &waves.now);
    task_give(task, test.u);
    task_give(task, test.p_corrected);
}

void oracle_share_change(struct task *task)
{
    const struct waves waves = take_waves(task);
    struct change change;
    change_compute(&waves.scale, &waves.earlier, &waves.now, &change);
    task_give(task, change.effect.favourable);
    task_give_interval(task, change.effect.favourable_interval);
    task_give(task, share_test(&waves.earlier, &waves.now).p);
}

void oracle_discovery(struct task *task)
{
    const size_t count = task->count;
    double *p = ARENA_ARRAY(task->arena, count, double), *q = ARENA_ARRAY(task->arena, count, double);
    for (size_t i = 0; i < count; i++)
        p[i] = task_take(task);
    discovery_control(p, count, q);
    for (size_t i = 0; i < count; i++)
        task_give(task, q[i]);
    discovery_control_dependent(p, count, q);
    for (size_t i = 0; i < count; i++)
        task_give(task, q[i]);
}

void oracle_compare(struct task *task)
{
    const struct estimate treated = {task_take(task), task_take(task)}, rest = {task_take(task), task_take(task)};
    const struct comparison comparison = change_compare(&treated, &rest);
    task_give(task, comparison.difference);
    task_give_interval(task, comparison.interval);
    task_give(task, comparison.p);
}
