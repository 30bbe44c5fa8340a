#include "internal.h"
#include "protect/topcode.h"
#include "stats/change.h"

enum family difference_family(const struct survey *survey, size_t question)
{
    bool outcome = survey->outcome >= 0 && (size_t)survey->outcome == question;
    return outcome || survey->questions[question].type == QUESTION_ENPS ? FAMILY_OUTCOME : FAMILY_SCALE;
}

static void compare(const struct work *work, size_t department, size_t number, struct change *change)
{
    const struct question *question = &work->now->survey->questions[number];
    const struct question *earlier = &work->before->survey->questions[work->questions[number].earlier];
    struct figure_scale scale = cells_scale(question);
    struct histogram now = cells_histogram(&work->total, department, question);
    struct histogram then =
        cells_histogram(&work->total_before, work->departments[department].earlier, earlier);
    topcode_change(&scale, &then, &now, work->variances[number], change);
}

static bool published_before(const struct work *work, size_t department, size_t question)
{
    size_t row = work->departments[department].earlier, column = work->questions[question].earlier;
    return work->before->statuses[row * work->before->survey->question_count + column] == FIGURE_PUBLISHED;
}

static void difference_figure(const struct work *work, size_t department, size_t question)
{
    struct figure *figure = publication_figure(work->publication, department, question);
    enum line place = work->departments[department].line, line = work->questions[question].line;
    if (figure->status != FIGURE_PUBLISHED || place == LINE_NEW || line == LINE_NEW ||
        !published_before(work, department, question))
        return;
    if (place == LINE_BREAKS || line == LINE_BREAKS || work_weighs_anew(work))
        figure->change.status = CHANGE_BROKEN;
    else
        compare(work, department, question, &figure->change);
}

static void control_family(const struct work *work, enum family family)
{
    const struct publication *publication = work->publication;
    struct change **changes =
        ARENA_ARRAY(work->arena, publication->departments * publication->questions, struct change *);
    size_t count = 0;
    for (size_t department = 0; department < publication->departments; department++)
        for (size_t question = 0; question < publication->questions; question++) {
            struct figure *figure = publication_figure(publication, department, question);
            if (figure->change.status == CHANGE_COMPARED &&
                difference_family(work->now->survey, question) == family)
                changes[count++] = &figure->change;
        }
    change_control(changes, count);
}

void difference_compute(struct work *work)
{
    const struct publication *publication = work->publication;
    for (size_t question = 0; question < publication->questions; question++)
        for (size_t department = 0; department < publication->departments; department++)
            if (question_scored(&work->now->survey->questions[question]))
                difference_figure(work, department, question);
    for (enum family family = 0; family < FAMILY__COUNT; family++)
        control_family(work, family);
}
