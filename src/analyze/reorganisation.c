#include "analyze/reorganisation.h"
#include "internal.h"

#include <stdlib.h>
#include <string.h>

struct coded {
    const char *code;
    size_t number;
};

static int compare_codes(const void *a, const void *b)
{
    return strcmp(((const struct coded *)a)->code, ((const struct coded *)b)->code);
}

static void match_codes(struct arena *arena, const struct organisation *now,
                        const struct organisation *before, struct department_line *lines)
{
    struct coded *coded = ARENA_ARRAY(arena, before->count, struct coded);
    for (size_t i = 0; i < before->count; i++)
        coded[i] = (struct coded){before->departments[i].code, i};
    qsort(coded, before->count, sizeof *coded, compare_codes);
    for (size_t i = 0; i < now->count; i++) {
        struct coded key = {now->departments[i].code, 0};
        const struct coded *found = bsearch(&key, coded, before->count, sizeof *coded, compare_codes);
        if (found)
            lines[i] = (struct department_line){.line = LINE_CONTINUES, .earlier = found->number};
    }
}

static uint64_t *sizes_below(struct arena *arena, const struct sized_organisation *tree)
{
    size_t count = tree->organisation->count;
    uint64_t *sizes = ARENA_ARRAY(arena, count, uint64_t);
    for (size_t i = count; i-- > 0;) {
        sizes[i] += tree->sizes[i];
        if (i > 0)
            sizes[tree->organisation->departments[i].parent] += sizes[i];
    }
    return sizes;
}

// Adds the people of `department` to every node that has them now and had not before (ancestors of now), or had
// them before and has not now (ancestors of before, by their present number).
static void add_moved(const struct sized_organisation *now, const struct sized_organisation *before,
                      const struct department_line *lines, const int *present, size_t department,
                      uint64_t *moved)
{
    size_t earlier = lines[department].earlier;
    uint32_t size = now->sizes[department];
    for (int node = (int)department; node >= 0; node = now->organisation->departments[node].parent)
        if (lines[node].line != LINE_NEW && !work_is_below(before->organisation, earlier, lines[node].earlier))
            moved[node] += size;
    for (int node = (int)earlier; node >= 0; node = before->organisation->departments[node].parent)
        if (present[node] >= 0 && !work_is_below(now->organisation, department, (size_t)present[node]))
            moved[present[node]] += size;
}

struct department_line *reorganisation_lines(struct arena *arena, const struct sized_organisation *now,
                                             const struct sized_organisation *before)
{
    size_t count = now->organisation->count;
    struct department_line *lines = ARENA_ARRAY(arena, count, struct department_line);
    match_codes(arena, now->organisation, before->organisation, lines);
    int *present = ARENA_ARRAY(arena, before->organisation->count, int);
    for (size_t i = 0; i < before->organisation->count; i++)
        present[i] = -1;
    for (size_t i = 0; i < count; i++)
        if (lines[i].line != LINE_NEW)
            present[lines[i].earlier] = (int)i;
    uint64_t *moved = ARENA_ARRAY(arena, count, uint64_t);
    for (size_t i = 0; i < count; i++)
        if (lines[i].line != LINE_NEW)
            add_moved(now, before, lines, present, i, moved);
    const uint64_t *size_now = sizes_below(arena, now), *size_before = sizes_below(arena, before);
    for (size_t i = 0; i < count; i++) {
        if (lines[i].line == LINE_NEW)
            continue;
        uint64_t earlier = size_before[lines[i].earlier];
        uint64_t size = size_now[i] > earlier ? size_now[i] : earlier;
        if (5 * moved[i] > size)
            lines[i].line = LINE_BREAKS;
    }
    return lines;
}
