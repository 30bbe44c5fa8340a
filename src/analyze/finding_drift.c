#include "internal.h"

// A slow rise asks for less.
#define GOOD_NEWS 0.5

// Slow drifts: a slope that is detectable while no single wave of the line was a detectable change.
static bool drifts(const struct trend *trend)
{
    return trend && trend->waves > 0 && trend->detectable && !trend->leapt;
}

// What is certain of the slope in a year, as of a change between two waves.
static struct change a_year(const struct trend *trend)
{
    return (struct change){.status = CHANGE_COMPARED,
                           .difference = trend->slope,
                           .interval = trend->interval,
                           .p = trend->p,
                           .q = trend->q,
                           .detectable = trend->detectable};
}

static void add(struct work *work, struct candidates *candidates, size_t department, size_t number)
{
    const struct question *question = &work->now->survey->questions[number];
    const struct trend *trend = publication_trend(work->publication, department, number);
    const struct change slope = a_year(trend);
    struct finding finding = {
        .kind = FINDING_DRIFT,
        .department = department,
        .question = number,
        .importance = finding_importance(question, &slope) * (trend->slope < 0 ? 1 : GOOD_NEWS),
    };
    finding_figures(&finding, question, publication_figure(work->publication, department, number));
    finding_number(&finding, "waves", trend->waves);
    finding_tested(&finding, &slope);
    candidates_add(work->arena, candidates, &finding);
}

void finding_drift(struct work *work, struct candidates *candidates)
{
    const struct publication *publication = work->publication;
    struct moved *moved = ARENA_ARRAY(work->arena, publication->departments, struct moved);
    for (size_t question = 0; question < publication->questions; question++) {
        size_t count = 0;
        for (size_t i = 0; i < publication->departments; i++) {
            const struct trend *trend = publication_trend(publication, i, question);
            if (!drifts(trend))
                continue;
            const struct change slope = a_year(trend);
            moved[count++] = (struct moved){i, finding_importance(&work->now->survey->questions[question], &slope),
                                            trend->slope < 0};
        }
        count = finding_told_once(work->now->organisation, moved, count);
        for (size_t i = 0; i < count; i++)
            add(work, candidates, moved[i].department, question);
    }
}
