#include "stats/norm.h"
#include "oracle.h"
#include "stats/interval.h"
#include "stats/nonresponse.h"

#include <stdlib.h>

// "kind value people usual", a scale and its counts, of more than one answer.
void oracle_norm(struct task *task)
{
    const struct norm norm = {(enum norm_figure)task_take(task), task_take(task), task_take_count(task)};
    const struct variance_prior prior = {.variance = task_take(task), .weight = VARIANCE_PRIOR_WEIGHT};
    struct figure_scale scale = task_take_scale(task);
    scale.enps = norm.figure == NORM_ENPS;
    const struct counts counts = task_take_counts(task, &scale);
    struct figure figure;
    struct change change;
    struct error err;
    if (!figure_compute(&scale, &counts, 0, &prior, &figure, &err))
        exit(EXIT_FAILURE);
    norm_compare(&norm, &scale, &figure, prior.variance, &change);
    task_give(task, change.difference);
    task_give_interval(task, change.interval);
    task_give(task, change.p);
}

void oracle_nonresponse(struct task *task)
{
    const double enps = task_take(task);
    const uint32_t answered = task_take_count(task);
    task_give_interval(task, nonresponse_enps(enps, false, answered, (int64_t)task_take(task)));
}
