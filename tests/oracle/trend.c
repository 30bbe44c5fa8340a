#include "stats/trend.h"
#include "oracle.h"
#include "stats/control.h"
#include "stats/share_trend.h"

static size_t take_points(struct task *task, struct trend_point *points)
{
    const size_t count = task->count / 3;
    for (size_t i = 0; i < count; i++) {
        points[i].day = task_take(task);
        points[i].value = task_take(task);
        points[i].variance = task_take(task);
    }
    return count;
}

void oracle_line(struct task *task)
{
    struct trend_point points[TREND_RANK_MOST];
    const struct trend_line line = trend_line(points, take_points(task, points));
    task_give(task, line.slope);
    task_give(task, line.intercept);
    task_give(task, line.error);
    task_give(task, line.misfit);
    task_give(task, line.p);
    task_give_interval(task, line.interval);
}

void oracle_ranks(struct task *task)
{
    struct trend_point points[TREND_RANK_MOST];
    const struct trend_ranks ranks = trend_ranks(points, take_points(task, points));
    task_give(task, ranks.slope);
    task_give_interval(task, ranks.interval);
    task_give(task, ranks.s);
    task_give(task, ranks.p);
}

void oracle_control(struct task *task)
{
    struct control_point points[TREND_MOST];
    const size_t count = task->count / 3;
    for (size_t i = 0; i < count; i++) {
        points[i].n = task_take(task);
        points[i].value = task_take(task);
        points[i].variance = task_take(task);
    }
    const struct control control = control_average(points, count);
    task_give(task, control.centre);
    task_give(task, control.variance);
    task_give(task, control.average);
    task_give(task, control.limit);
}

void oracle_share_trend(struct task *task)
{
    const size_t count = task->count / 3;
    struct share_group *groups = ARENA_ARRAY(task->arena, count, struct share_group);
    for (size_t i = 0; i < count; i++) {
        groups[i].users = task_take(task);
        groups[i].total = task_take(task);
        groups[i].score = task_take(task);
    }
    struct share_trend trend = {0};
    task_give(task, share_trend_test(groups, count, &trend));
    task_give(task, trend.lower);
    task_give(task, trend.higher);
    task_give(task, trend.p);
}
