// Those who did not answer, from published participation and figures alone.
#include "internal.h"

#include <math.h>

// Participation of a department that may be compared.
static bool is_known(const struct participation *participation)
{
    return participation->invited > 0 && participation->responded != PARTICIPATION_HIDDEN;
}

// The published departments right below one, together.
struct together {
    int64_t invited, responded;
};

static struct together *children_of(const struct work *work)
{
    const struct publication *publication = work->publication;
    struct together *children = ARENA_ARRAY(work->arena, publication->departments, struct together);
    for (size_t i = 1; i < publication->departments; i++) {
        const struct participation *participation = &publication->participation[i];
        if (!is_known(participation))
            continue;
        children[work_parent(work, i)].invited += participation->invited;
        children[work_parent(work, i)].responded += participation->responded;
    }
    return children;
}

static double rate_of(int64_t responded, int64_t invited)
{
    return invited > 0 ? (double)responded / (double)invited : NAN;
}

// Weights would have to be known of those who did not answer.
static struct interval worst_case(const struct work *work, size_t department)
{
    const struct survey *survey = work->now->survey;
    const struct participation *participation = &work->publication->participation[department];
    if (survey->outcome < 0 || survey->questions[survey->outcome].type != QUESTION_ENPS)
        return (struct interval){NAN, NAN};
    const struct figure *figure = publication_figure(work->publication, department, (size_t)survey->outcome);
    if (figure->status != FIGURE_PUBLISHED || figure->effective > 0 || figure->n > participation->invited)
        return (struct interval){NAN, NAN};
    return nonresponse_enps(figure->enps, figure->clipped, figure->n, participation->invited);
}

void nonresponse_compute(struct work *work)
{
    struct publication *publication = work->publication;
    const struct together *children = children_of(work);
    publication->nonresponse = ARENA_ARRAY(work->arena, publication->departments, struct nonresponse);
    for (size_t i = 0; i < publication->departments; i++) {
        const struct participation *participation = &publication->participation[i];
        if (!is_known(participation))
            continue;
        struct nonresponse *nonresponse = &publication->nonresponse[i];
        const struct together *beside = i > 0 ? &children[work_parent(work, i)] : NULL;
        nonresponse->known = true;
        nonresponse->rate = rate_of(participation->responded, participation->invited);
        nonresponse->beside_responded = beside ? beside->responded - participation->responded : 0;
        nonresponse->beside_invited = beside ? beside->invited - participation->invited : 0;
        nonresponse->siblings = rate_of(nonresponse->beside_responded, nonresponse->beside_invited);
        nonresponse->warnings = nonresponse_warnings(participation->responded, participation->invited, nonresponse->siblings);
        nonresponse->enps = worst_case(work, i);
    }
}
