// Departments against each other. They are those without a published department below them: different people, all of them published, so
// whatever is computed from them tells nothing that is hidden.
#include "internal.h"
#include "stats/shrinkage.h"

#include <math.h>

struct groups {
    size_t count;
    size_t *departments;
    struct shrink_group *values;
    struct shrink_counts *shares;
};

size_t work_lowest_published(const struct work *work, size_t question, size_t *departments)
{
    const struct publication *publication = work->publication;
    const size_t count = publication->departments;
    size_t found = 0;
    bool *covers = ARENA_ARRAY(work->arena, count, bool); // something below is published
    for (size_t i = count; i-- > 0;) {
        const bool published = publication_figure(publication, i, question)->status == FIGURE_PUBLISHED;
        if (published && !covers[i])
            departments[found++] = i;
        if (i > 0 && (published || covers[i]))
            covers[work_parent(work, i)] = true;
    }
    return found;
}

static struct groups lowest_published(const struct work *work, size_t question)
{
    const size_t count = work->publication->departments;
    struct groups groups = {.departments = ARENA_ARRAY(work->arena, count, size_t),
                            .values = ARENA_ARRAY(work->arena, count, struct shrink_group),
                            .shares = ARENA_ARRAY(work->arena, count, struct shrink_counts)};
    groups.count = work_lowest_published(work, question, groups.departments);
    return groups;
}

// The variance of one answer within these groups, pooled: of an eNPS from its published shares, of a mean s₀².
static double variance_within(const struct work *work, const struct groups *groups, size_t question)
{
    double squares = 0, freedom = 0;
    if (work->now->survey->questions[question].type != QUESTION_ENPS)
        return work->variances[question];
    for (size_t i = 0; i < groups->count; i++) {
        const struct figure *figure = publication_figure(work->publication, groups->departments[i], question);
        squares += figure_effective(figure) * history_point(true, figure).spread;
        freedom += figure_effective(figure) - 1.0;
    }
    return freedom > 0 ? squares / freedom : 0;
}

// The published share as counts. What is left of 1 beside the three shares are those to whom it does not apply.
static struct shrink_counts favourable_counts(const struct figure *figure)
{
    const double shares = figure->favourable + figure->neutral + figure->unfavourable;
    const double base = shares > 0 ? round(figure_effective(figure) / shares) : figure_effective(figure);
    return (struct shrink_counts){round(figure->favourable * base), base};
}

static void fill_groups(const struct work *work, struct groups *groups, size_t question, double variance)
{
    const bool enps = work->now->survey->questions[question].type == QUESTION_ENPS;
    for (size_t i = 0; i < groups->count; i++) {
        const struct figure *figure = publication_figure(work->publication, groups->departments[i], question);
        groups->values[i] = (struct shrink_group){enps ? figure->enps : figure->mean, variance / figure_effective(figure)};
        if (!enps)
            groups->shares[i] = favourable_counts(figure);
    }
}

static void rank_question(const struct work *work, size_t question)
{
    const bool enps = work->now->survey->questions[question].type == QUESTION_ENPS;
    struct groups groups = lowest_published(work, question);
    if (groups.count < RANK_LEAST)
        return;
    const double variance = variance_within(work, &groups, question);
    if (!(variance > 0)) // all of all departments said the same
        return;
    fill_groups(work, &groups, question, variance);
    const struct shrink_normal values = shrink_normal(groups.values, groups.count);
    struct shrink_beta shares = {0};
    if (!enps)
        shares = shrink_beta(groups.shares, groups.count);
    for (size_t i = 0; i < groups.count; i++) {
        struct rank *rank = publication_rank(work->publication, groups.departments[i], question);
        rank->departments = (unsigned)groups.count;
        rank->value = shrink_value(&values, &groups.values[i]);
        if (!enps)
            rank->favourable = shrink_share(&shares, &groups.shares[i]);
    }
}

void rank_compute(struct work *work)
{
    struct publication *publication = work->publication;
    publication->ranks = ARENA_ARRAY(work->arena, publication->departments * publication->questions, struct rank);
    for (size_t question = 0; question < publication->questions; question++)
        if (question_scored(&work->now->survey->questions[question]))
            rank_question(work, question);
}
