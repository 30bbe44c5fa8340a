#include "internal.h"

#include <stdlib.h>

static bool same_branch(const struct organisation *organisation, size_t one, size_t other)
{
    return work_is_below(organisation, one, other) || work_is_below(organisation, other, one);
}

static size_t find_moved(const struct work *work, size_t number, struct moved *moved)
{
    size_t count = 0;
    for (size_t i = 0; i < work->publication->departments; i++) {
        const struct figure *figure = publication_figure(work->publication, i, number);
        const struct change *change = &figure->change;
        if (figure->status == FIGURE_PUBLISHED && change->status == CHANGE_COMPARED && change->detectable)
            moved[count++] = (struct moved){
                .department = i,
                .importance = finding_importance(&work->now->survey->questions[number], change),
                .down = change->difference < 0,
            };
    }
    return count;
}

static int compare_moved(const void *a, const void *b)
{
    const struct moved *left = a, *right = b;
    if (left->importance != right->importance)
        return left->importance > right->importance ? -1 : 1;
    return left->department < right->department ? -1 : left->department > right->department;
}

size_t finding_told_once(const struct organisation *organisation, struct moved *moved, size_t count)
{
    size_t kept = 0;
    qsort(moved, count, sizeof *moved, compare_moved);
    for (size_t i = 0; i < count; i++) {
        bool told = false;
        for (size_t k = 0; k < kept && !told; k++)
            told = moved[k].down == moved[i].down &&
                   same_branch(organisation, moved[k].department, moved[i].department);
        if (!told)
            moved[kept++] = moved[i];
    }
    return kept;
}

static void add(struct work *work, struct candidates *candidates, size_t department, size_t number)
{
    const struct question *question = &work->now->survey->questions[number];
    const struct figure *figure = publication_figure(work->publication, department, number);
    struct finding finding = {
        .kind = figure->change.difference < 0 ? FINDING_FALL : FINDING_RISE,
        .department = department,
        .question = number,
        .importance = finding_importance(question, &figure->change),
    };
    finding_figures(&finding, question, figure);
    finding_tested(&finding, &figure->change);
    candidates_add(work->arena, candidates, &finding);
}

void finding_time(struct work *work, struct candidates *candidates)
{
    const struct publication *publication = work->publication;
    struct moved *moved = ARENA_ARRAY(work->arena, publication->departments, struct moved);
    for (size_t question = 0; question < publication->questions; question++) {
        if (!question_scored(&work->now->survey->questions[question]))
            continue;
        size_t count = finding_told_once(work->now->organisation, moved, find_moved(work, question, moved));
        for (size_t i = 0; i < count; i++)
            add(work, candidates, moved[i].department, question);
    }
}
