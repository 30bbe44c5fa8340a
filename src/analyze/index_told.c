// Where an index may be told from the people's own means (include/analyze/index_cells.h).
#include "internal.h"
#include "protect/mask.h"
#include "ballot/open_link.h"

static uint32_t incomplete_people(const struct index_cells *own, size_t department, size_t number)
{
    const struct index_sum *sums = index_cells_at(own, department, number);
    int64_t people = 0;
    for (size_t a = 1; a < own->shapes[number].index->whole; a++)
        people += sums[a].people;
    return (uint32_t)people;
}

static bool tell(struct arena *arena, const struct analyze_wave *wave, size_t number, bool *told, struct error *err)
{
    const size_t count = wave->organisation->count;
    uint32_t *own = ARENA_ARRAY(arena, count, uint32_t);
    for (size_t i = 0; i < count; i++)
        own[i] = incomplete_people(wave->indices, i, number);
    struct mask mask = {.count = count, .status = ARENA_ARRAY(arena, count, enum figure_status)};
    const struct mask_tree tree = {.count = count,
                                   .parent = work_parents(arena, wave->organisation),
                                   .own = own,
                                   .guests = open_link_guests(arena, wave->organisation)};
    if (!mask_compute(&tree, arena, (uint32_t)wave->wave->k, NULL, &mask, err))
        return false;
    for (size_t i = 0; i < count; i++)
        told[i * wave->survey->index_count + number] = mask.status[i] == FIGURE_PUBLISHED;
    return true;
}

bool index_told(struct arena *arena, const struct analyze_wave *wave, const bool **told, struct error *err)
{
    if (!wave->indices)
        return true;
    AUTO(arena) struct arena *scratch = arena_new();
    bool *all = ARENA_ARRAY(arena, wave->organisation->count * wave->survey->index_count, bool);
    for (size_t number = 0; number < wave->survey->index_count; number++)
        if (wave->wave->joined && wave->survey->indices[number].method == INDEX_PERSON_MEAN &&
            !tell(scratch, wave, number, all, err))
            return false;
    *told = all;
    return true;
}
