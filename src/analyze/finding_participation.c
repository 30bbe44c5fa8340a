// Low participation: where too few answered for the figures to be trusted. Of all invited people it is known whether they answered, so that
// fewer than half is no guess: the rule is the test. That a department answers less than those beside it may be chance, and is tested.
#include "internal.h"
#include "stats/change.h"
#include "stats/mean_change.h"

#include <math.h>

enum { SIBLINGS_FEWEST = 20 }; // people invited beside it, for a comparison worth the name

static struct counts shares(int64_t responded, int64_t invited)
{
    return (struct counts){
        .n = (uint32_t)invited,
        .base = (uint32_t)invited,
        .categories = {[FIGURE_FAVOURABLE] = (uint32_t)responded, [FIGURE_UNFAVOURABLE] = (uint32_t)(invited - responded)}};
}

// The share that answered, against the departments beside it; CHANGE_NONE where there are none.
static struct change against_siblings(const struct participation *own, const struct nonresponse *nonresponse)
{
    struct change change = {.status = CHANGE_NONE};
    if (nonresponse->beside_invited < SIBLINGS_FEWEST)
        return change;
    const struct counts beside = shares(nonresponse->beside_responded, nonresponse->beside_invited),
                        here = shares(own->responded, own->invited);
    const struct share_test test = share_test(&beside, &here);
    change.status = CHANGE_COMPARED;
    change.difference = test.difference;
    change.interval = test.interval;
    change.p = change.q = test.p;
    return change;
}

static bool is_behind(const struct nonresponse *nonresponse, const struct change *change)
{
    return (nonresponse->warnings & NONRESPONSE_SIBLINGS) && change->status == CHANGE_COMPARED && change->detectable;
}

// How far it is on the wrong side of the rule that it breaks, as a share of those invited.
static double importance(const struct nonresponse *nonresponse, const struct change *change)
{
    const double missing = nonresponse->warnings & NONRESPONSE_HALF ? 0.5 - nonresponse->rate : 0;
    return is_behind(nonresponse, change) ? fmax(missing, -change->interval.high) : missing;
}

static void add(struct work *work, struct candidates *candidates, size_t department, const struct change *change)
{
    const struct nonresponse *nonresponse = &work->publication->nonresponse[department];
    const struct participation *participation = &work->publication->participation[department];
    struct finding finding = {
        .kind = FINDING_LOW_PARTICIPATION,
        .department = department,
        .question = FINDING_NO_QUESTION,
        .importance = importance(nonresponse, change),
    };
    finding_number(&finding, "invited", (double)participation->invited);
    finding_number(&finding, "responded", (double)participation->responded);
    finding_number(&finding, "rate", nonresponse->rate);
    if (!isnan(nonresponse->enps.low)) {
        finding_number(&finding, "enps_low", nonresponse->enps.low);
        finding_number(&finding, "enps_high", nonresponse->enps.high);
    }
    if (is_behind(nonresponse, change)) {
        finding_number(&finding, "siblings_rate", nonresponse->siblings);
        finding_tested(&finding, change);
    }
    candidates_add(work->arena, candidates, &finding);
}

void finding_participation(struct work *work, struct candidates *candidates)
{
    const struct publication *publication = work->publication;
    const size_t count = publication->departments;
    struct change *changes = ARENA_ARRAY(work->arena, count, struct change);
    struct change **family = ARENA_ARRAY(work->arena, count, struct change *);
    bool *told = ARENA_ARRAY(work->arena, count, bool); // here or above
    for (size_t i = 0; i < count; i++) {
        family[i] = &changes[i];
        if (publication->nonresponse[i].known)
            changes[i] = against_siblings(&publication->participation[i], &publication->nonresponse[i]);
    }
    change_control(family, count);
    for (size_t i = 0; i < count; i++) {
        const struct nonresponse *nonresponse = &publication->nonresponse[i];
        const bool behind = nonresponse->known && is_behind(nonresponse, &changes[i]);
        const bool half = nonresponse->known && (nonresponse->warnings & NONRESPONSE_HALF);
        told[i] = i > 0 && told[work_parent(work, i)];
        // Below a department of which few answered it is told only of one that stands behind the others there.
        if (behind || (half && !told[i]))
            add(work, candidates, i, &changes[i]);
        told[i] = told[i] || half;
    }
}
