#include "stats/distribution.h"
#include "oracle.h"
#include "stats/beta.h"

void oracle_normal(struct task *task)
{
    const double z = task_take(task), p = task_take(task);
    task_give(task, normal_cdf(z));
    task_give(task, normal_two_sided(z));
    task_give(task, normal_quantile(p));
}

void oracle_student(struct task *task)
{
    const double t = task_take(task), p = task_take(task), freedom = task_take(task);
    task_give(task, student_cdf(t, freedom));
    task_give(task, student_two_sided(t, freedom));
    task_give(task, student_quantile(p, freedom));
}

void oracle_beta(struct task *task)
{
    const double x = task_take(task), p = task_take(task), a = task_take(task), b = task_take(task);
    task_give(task, beta_cdf(x, a, b));
    task_give(task, beta_quantile(p, a, b));
}

void oracle_gamma(struct task *task)
{
    task_give(task, log_gamma_half_step(task_take(task)));
}
