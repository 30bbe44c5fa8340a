#include "stats/shrinkage.h"
#include "oracle.h"

static void give_shrunk(struct task *task, const struct shrunk *shrunk)
{
    task_give(task, shrunk->value);
    task_give(task, shrunk->error);
    task_give_interval(task, shrunk->interval);
    task_give(task, shrunk->better);
}

void oracle_shrink_values(struct task *task)
{
    const size_t count = task->count / 2;
    struct shrink_group *groups = ARENA_ARRAY(task->arena, count, struct shrink_group);
    for (size_t i = 0; i < count; i++) {
        groups[i].value = task_take(task);
        groups[i].variance = task_take(task);
    }
    const struct shrink_normal company = shrink_normal(groups, count);
    task_give(task, company.mean);
    task_give(task, company.between);
    for (size_t i = 0; i < count; i++) {
        const struct shrunk shrunk = shrink_value(&company, &groups[i]);
        give_shrunk(task, &shrunk);
    }
}

void oracle_shrink_shares(struct task *task)
{
    const size_t count = task->count / 2;
    struct shrink_counts *groups = ARENA_ARRAY(task->arena, count, struct shrink_counts);
    for (size_t i = 0; i < count; i++) {
        groups[i].chosen = task_take(task);
        groups[i].base = task_take(task);
    }
    const struct shrink_beta company = shrink_beta(groups, count);
    task_give(task, company.alpha);
    task_give(task, company.beta);
    task_give(task, company.correlation);
    for (size_t i = 0; i < count; i++) {
        const struct shrunk shrunk = shrink_share(&company, &groups[i]);
        give_shrunk(task, &shrunk);
    }
}
