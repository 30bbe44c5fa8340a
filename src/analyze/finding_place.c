#include "internal.h"
#include "protect/topcode.h"
#include "stats/change.h"

#include <math.h>

// "Far" below or above: what is certain of the distance to the rest is at least this share of the scale's range, and so is the
// distance to the department above as it is published. A department that is nearly all of the one above is not far
// below it, however well a few others do.
#define FAR 0.05

// A department against the rest of the one above it. Both totals are published, so the rest is a union of residuals:
// nobody or at least k people (METHODS.md section 5).
struct comparison_list {
    size_t count;
    struct change *differences;
    size_t *departments, *questions;
};

static bool comparable(const struct work *work, size_t department, size_t question)
{
    return question_scored(&work->now->survey->questions[question]) &&
           publication_figure(work->publication, department, question)->status == FIGURE_PUBLISHED &&
           publication_figure(work->publication, work_parent(work, department), question)->status ==
               FIGURE_PUBLISHED;
}

static void compare(const struct work *work, size_t department, size_t number, struct comparison_list *list)
{
    const struct question *question = &work->now->survey->questions[number];
    struct figure_scale scale = cells_scale(question);
    struct histogram own = cells_histogram(&work->total, department, question);
    struct histogram above = cells_histogram(&work->total, work_parent(work, department), question);
    struct change *difference = &list->differences[list->count];
    topcode_against_rest(&scale, &above, &own, work->variances[number], difference);
    if (difference->status != CHANGE_COMPARED)
        return;
    list->departments[list->count] = department;
    list->questions[list->count++] = number;
}

static void control_family(const struct work *work, const struct comparison_list *list, enum family family)
{
    struct change **changes = ARENA_ARRAY(work->arena, list->count, struct change *);
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        if (difference_family(work->now->survey, list->questions[i]) == family)
            changes[count++] = &list->differences[i];
    change_control(changes, count);
}

// The distance between two published figures.
static double distance(const struct work *work, size_t department, size_t number)
{
    const struct figure *figure = publication_figure(work->publication, department, number);
    const struct figure *above = publication_figure(work->publication, work_parent(work, department), number);
    bool enps = work->now->survey->questions[number].type == QUESTION_ENPS;
    return enps ? figure->enps - above->enps : figure->mean - above->mean;
}

// The smaller of the two distances that make "far".
static double importance(const struct work *work, const struct comparison_list *list, size_t i)
{
    const struct question *question = &work->now->survey->questions[list->questions[i]];
    const double sign = list->differences[i].difference < 0 ? -1 : 1;
    const double shown = sign * distance(work, list->departments[i], list->questions[i]) / finding_range(question);
    return fmin(shown, finding_importance(question, &list->differences[i]));
}

static void add(struct work *work, struct candidates *candidates, const struct comparison_list *list,
                size_t i)
{
    size_t department = list->departments[i], number = list->questions[i];
    const struct question *question = &work->now->survey->questions[number];
    const struct figure *figure = publication_figure(work->publication, department, number);
    const struct figure *above = publication_figure(work->publication, work_parent(work, department), number);
    bool enps = question->type == QUESTION_ENPS;
    struct finding finding = {
        .kind = list->differences[i].difference < 0 ? FINDING_BELOW_PARENT : FINDING_ABOVE_PARENT,
        .department = department,
        .question = number,
        .importance = importance(work, list, i),
    };
    finding_figures(&finding, question, figure);
    finding_number(&finding, "parent_n", above->n);
    finding_number(&finding, enps ? "parent_enps" : "parent_mean", enps ? above->enps : above->mean);
    finding_tested(&finding, &list->differences[i]);
    candidates_add(work->arena, candidates, &finding);
}

void finding_place(struct work *work, struct candidates *candidates)
{
    const struct publication *publication = work->publication;
    size_t most = publication->departments * publication->questions;
    struct comparison_list list = {
        .differences = ARENA_ARRAY(work->arena, most, struct change),
        .departments = ARENA_ARRAY(work->arena, most, size_t),
        .questions = ARENA_ARRAY(work->arena, most, size_t),
    };
    for (size_t department = 1; department < publication->departments; department++)
        for (size_t question = 0; question < publication->questions; question++)
            if (comparable(work, department, question))
                compare(work, department, question, &list);
    for (enum family family = 0; family < FAMILY__COUNT; family++)
        control_family(work, &list, family);
    for (size_t i = 0; i < list.count; i++) {
        const struct change *difference = &list.differences[i];
        if (difference->detectable && importance(work, &list, i) >= FAR)
            add(work, candidates, &list, i);
    }
}
