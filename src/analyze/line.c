#include "analyze/line.h"

#include <stdlib.h>
#include <string.h>

static const char *text_of(const struct survey_text *text, const char *language)
{
    for (size_t i = 0; i < text->count; i++)
        if (strcmp(text->languages[i], language) == 0)
            return text->texts[i];
    return NULL;
}

// A translation added later changes nothing; a changed wording does.
static bool same_text(const struct survey_text *now, const struct survey_text *before)
{
    for (size_t i = 0; i < now->count; i++) {
        const char *earlier = text_of(before, now->languages[i]);
        if (earlier && strcmp(earlier, now->texts[i]) != 0)
            return false;
    }
    return true;
}

static bool same_points(const struct question *now, const struct question *before)
{
    return now->type == before->type && question_scored(now) &&
           scale_points(now->scale) == scale_points(before->scale);
}

static bool same_scale(const struct scale *now, const struct scale *before)
{
    if (now->min != before->min || now->not_applicable != before->not_applicable)
        return false;
    for (int i = 0; i < scale_points(now); i++)
        if (now->category[i] != before->category[i] || !same_text(&now->labels[i], &before->labels[i]))
            return false;
    return true;
}

struct line line_question(const struct survey *now, size_t question, const struct survey *before)
{
    const struct question *current = &now->questions[question];
    int number = survey_question_number(before, current->id);
    if (number < 0 && current->alias_of)
        number = survey_question_number(before, current->alias_of);
    if (number < 0)
        return (struct line){.state = LINE_NONE};
    const struct question *earlier = &before->questions[number];
    bool same = same_points(current, earlier) &&
                (current->continues || (current->reverse == earlier->reverse &&
                                        same_scale(current->scale, earlier->scale) &&
                                        same_text(&current->text, &earlier->text)));
    return (struct line){.state = same ? LINE_CONTINUES : LINE_BROKEN, .earlier = (size_t)number};
}

struct coded {
    const char *code;
    size_t number;
};

static int compare_codes(const void *a, const void *b)
{
    return strcmp(((const struct coded *)a)->code, ((const struct coded *)b)->code);
}

static void match_codes(struct arena *arena, const struct organisation *now, const struct organisation *before,
                        struct line *lines)
{
    struct coded *coded = ARENA_ARRAY(arena, before->count, struct coded);
    for (size_t i = 0; i < before->count; i++)
        coded[i] = (struct coded){before->departments[i].code, i};
    qsort(coded, before->count, sizeof *coded, compare_codes);
    for (size_t i = 0; i < now->count; i++) {
        struct coded key = {now->departments[i].code, 0};
        const struct coded *found = bsearch(&key, coded, before->count, sizeof *coded, compare_codes);
        if (found)
            lines[i] = (struct line){.state = LINE_CONTINUES, .earlier = found->number};
    }
}

static uint64_t *sizes_below(struct arena *arena, const struct line_organisation *tree)
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

static bool is_below(const struct organisation *organisation, size_t department, size_t top)
{
    int node = (int)department;
    while (node > (int)top)
        node = organisation->departments[node].parent;
    return node == (int)top;
}

// Adds the people of `department` to every node that has them now and had not before (ancestors of now), or had
// them before and has not now (ancestors of before, by their present number).
static void add_moved(const struct line_organisation *now, const struct line_organisation *before,
                      const struct line *lines, const int *present, size_t department, uint64_t *moved)
{
    size_t earlier = lines[department].earlier;
    uint32_t size = now->sizes[department];
    for (int node = (int)department; node >= 0; node = now->organisation->departments[node].parent)
        if (lines[node].state != LINE_NONE && !is_below(before->organisation, earlier, lines[node].earlier))
            moved[node] += size;
    for (int node = (int)earlier; node >= 0; node = before->organisation->departments[node].parent)
        if (present[node] >= 0 && !is_below(now->organisation, department, (size_t)present[node]))
            moved[present[node]] += size;
}

struct line *line_departments(struct arena *arena, const struct line_organisation *now,
                              const struct line_organisation *before)
{
    size_t count = now->organisation->count;
    struct line *lines = ARENA_ARRAY(arena, count, struct line);
    match_codes(arena, now->organisation, before->organisation, lines);
    int *present = ARENA_ARRAY(arena, before->organisation->count, int);
    for (size_t i = 0; i < before->organisation->count; i++)
        present[i] = -1;
    for (size_t i = 0; i < count; i++)
        if (lines[i].state != LINE_NONE)
            present[lines[i].earlier] = (int)i;
    uint64_t *moved = ARENA_ARRAY(arena, count, uint64_t);
    for (size_t i = 0; i < count; i++)
        if (lines[i].state != LINE_NONE)
            add_moved(now, before, lines, present, i, moved);
    const uint64_t *size_now = sizes_below(arena, now), *size_before = sizes_below(arena, before);
    for (size_t i = 0; i < count; i++) {
        if (lines[i].state == LINE_NONE)
            continue;
        uint64_t earlier = size_before[lines[i].earlier];
        uint64_t size = size_now[i] > earlier ? size_now[i] : earlier;
        if (5 * moved[i] > size)
            lines[i].state = LINE_BROKEN;
    }
    return lines;
}
