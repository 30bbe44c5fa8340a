#include "internal.h"
#include "stats/change.h"
#include "stats/mean_change.h"

#include <string.h>

// The index of the same id in the earlier survey, or −1.
static int earlier_index(const struct survey *before, const struct survey_index *now)
{
    for (size_t i = 0; i < before->index_count; i++)
        if (strcmp(before->indices[i].id, now->id) == 0)
            return (int)i;
    return -1;
}

static bool has_item(const struct survey_index *index, size_t question, unsigned parts)
{
    for (size_t i = 0; i < index->item_count; i++)
        if (index->items[i] == question)
            return index->parts[i] == parts;
    return false;
}

// The line goes on where the index is made the same way of the same questions, and theirs go on.
static enum line index_line(const struct work *work, const struct survey_index *now, size_t number)
{
    const struct survey_index *before = &work->before->survey->indices[number];
    enum line line = LINE_CONTINUES;
    if (before->method != now->method || before->figure != now->figure || before->whole != now->whole ||
        before->item_count != now->item_count || !work->before->weights != !work->now->weights ||
        work->before->wave->joined != work->now->wave->joined)
        return LINE_BREAKS;
    for (size_t i = 0; i < now->item_count; i++) {
        const struct question_line *item = &work->questions[now->items[i]];
        if (item->line != LINE_CONTINUES || !has_item(before, item->earlier, now->parts[i]))
            line = LINE_BREAKS;
    }
    return line;
}

static struct sample sample_shown(const struct work *work, size_t index, const struct index_value *value)
{
    struct sample sample = value->sample;
    if (value->spread_hidden)
        sample.variance = work->index_variances[index];
    return sample;
}

static void compare(const struct work *work, size_t department, size_t index, size_t earlier, struct change *change)
{
    const struct index_source now =
        index_source_of(work->now, &work->total, &work->index_total, work->index_told);
    const struct index_source before =
        index_source_of(work->before, &work->total_before, &work->index_total_before, work->index_told_before);
    const struct index_value value = index_value_of(&now, department, index);
    const struct index_value then = index_value_of(&before, work->departments[department].earlier, earlier);
    const struct sample first = sample_shown(work, index, &then), second = sample_shown(work, index, &value);
    const struct welch_test test =
        welch_samples(&first, &second, 1.0, index_step(work->now->survey, &work->now->survey->indices[index]));
    *change = (struct change){
        .status = CHANGE_COMPARED,
        .difference = 100.0 * test.difference,
        .interval = {100.0 * test.interval.low, 100.0 * test.interval.high},
        .p = test.p,
        .q = test.p,
    };
}

static void difference_figure(const struct work *work, size_t department, size_t index, size_t earlier, enum line line)
{
    struct index_figure *figure = publication_index(work->publication, department, index);
    const struct department_line *place = &work->departments[department];
    if (figure->status != FIGURE_PUBLISHED || place->line == LINE_NEW)
        return;
    const size_t row = place->earlier * work->before->survey->index_count + earlier;
    if (work->before->index_statuses[row] != FIGURE_PUBLISHED)
        return;
    if (place->line == LINE_BREAKS || line == LINE_BREAKS)
        figure->change.status = CHANGE_BROKEN;
    else
        compare(work, department, index, earlier, &figure->change);
}

static void control(const struct work *work)
{
    const size_t count = work->publication->departments * work->publication->indices;
    struct change **changes = ARENA_ARRAY(work->arena, count, struct change *);
    for (size_t i = 0; i < count; i++)
        changes[i] = &work->publication->index_figures[i].change;
    change_control(changes, count);
}

void index_difference_compute(struct work *work)
{
    for (size_t index = 0; index < work->publication->indices; index++) {
        const struct survey_index *now = &work->now->survey->indices[index];
        const int earlier = earlier_index(work->before->survey, now);
        if (earlier < 0)
            continue;
        const enum line line = index_line(work, now, (size_t)earlier);
        for (size_t department = 0; department < work->publication->departments; department++)
            difference_figure(work, department, index, (size_t)earlier, line);
    }
    control(work);
}
