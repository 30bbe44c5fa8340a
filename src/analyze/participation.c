#include "internal.h"
#include "protect/mask.h"

// Who took part is protected like an answer: no group of fewer than k invited people (where that is unknown, of
// fewer than k sheets) is singled out. How many people a department has is no secret. Whoever came through an open link hides nobody.
static bool participation_mask(struct work *work, struct mask *mask, struct error *err)
{
    const struct analyze_wave *now = work->now;
    size_t count = now->organisation->count;
    bool known = work->population[0] > 0 || work->guests;
    uint32_t *own = ARENA_ARRAY(work->arena, count, uint32_t);
    for (size_t i = 0; i < count; i++)
        own[i] = known && !(work->guests && work->guests[i]) ? (uint32_t)now->organisation->departments[i].invited
                                                             : now->cells->sheets[i];
    struct mask_tree tree = {.count = count, .parent = work->parents, .own = own, .guests = work->guests};
    return mask_compute(&tree, work->arena, (uint32_t)now->wave->k, NULL, mask, err);
}

bool participation_compute(struct work *work, struct error *err)
{
    struct mask mask;
    if (!participation_mask(work, &mask, err))
        return false;
    for (size_t i = 0; i < mask.count; i++) {
        bool shown = mask.status[i] == FIGURE_PUBLISHED && work->now->wave->joined;
        int64_t responded = work->total.sheets[i], partial = work->total.partial[i];
        bool known = work->population[i] > 0 && responded + partial <= work->population[i];
        work->publication->participation[i] = (struct participation){
            .invited = known ? work->population[i] : PARTICIPATION_HIDDEN,
            .responded = shown ? responded : PARTICIPATION_HIDDEN,
            .partial = shown ? partial : PARTICIPATION_HIDDEN,
        };
    }
    return true;
}
