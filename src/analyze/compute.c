#include "analyze/compute.h"
#include "ballot/open_link.h"
#include "internal.h"
#include "protect/mask.h"

static const int64_t *sum_population(struct arena *arena, const struct organisation *organisation)
{
    int64_t *population = ARENA_ARRAY(arena, organisation->count, int64_t);
    bool *unknown = ARENA_ARRAY(arena, organisation->count, bool);
    for (size_t i = organisation->count; i-- > 0;) {
        const struct wave_department *department = &organisation->departments[i];
        unknown[i] = unknown[i] || department->invited < 0;
        population[i] = unknown[i] ? 0 : population[i] + department->invited;
        if (i == 0)
            break;
        unknown[department->parent] = unknown[department->parent] || unknown[i];
        population[department->parent] += population[i];
    }
    return population;
}

const int32_t *work_parents(struct arena *arena, const struct organisation *organisation)
{
    int32_t *parents = ARENA_ARRAY(arena, organisation->count, int32_t);
    for (size_t i = 0; i < organisation->count; i++)
        parents[i] = i == 0 ? MASK_NO_PARENT : organisation->departments[i].parent;
    return parents;
}

// How many people sit in a department itself: invited, else those who sent a sheet, else who answered the most
// answered question.
static const uint32_t *own_sizes(struct arena *arena, const struct analyze_wave *wave)
{
    uint32_t *sizes = ARENA_ARRAY(arena, wave->organisation->count, uint32_t);
    for (size_t i = 0; i < wave->organisation->count; i++) {
        int invited = wave->organisation->departments[i].invited;
        sizes[i] = invited >= 0 ? (uint32_t)invited : wave->cells->sheets[i] + wave->cells->partial[i];
        for (size_t q = 0; q < wave->survey->question_count && invited < 0 && !wave->wave->joined; q++) {
            uint32_t answers = cells_answers(wave->cells, i, &wave->survey->questions[q]);
            sizes[i] = answers > sizes[i] ? answers : sizes[i];
        }
    }
    return sizes;
}

static void find_lines(struct work *work)
{
    const struct analyze_wave *now = work->now, *before = work->before;
    struct sized_organisation to = {now->organisation, own_sizes(work->arena, now)};
    struct sized_organisation from = {before->organisation, own_sizes(work->arena, before)};
    work->departments = reorganisation_lines(work->arena, &to, &from);
    struct question_line *questions =
        ARENA_ARRAY(work->arena, now->survey->question_count, struct question_line);
    for (size_t i = 0; i < now->survey->question_count; i++)
        questions[i].line = survey_line(before->survey, now->survey, i, &questions[i].earlier);
    work->questions = questions;
}

// What later waves need of these lines.
static void publish_lines(const struct work *work)
{
    struct publication *publication = work->publication;
    publication->earlier_departments = ARENA_ARRAY(work->arena, publication->departments, int32_t);
    publication->earlier_questions = ARENA_ARRAY(work->arena, publication->questions, int32_t);
    const bool anew = work_weighs_anew(work);
    for (size_t i = 0; i < publication->departments; i++)
        publication->earlier_departments[i] =
            work->departments[i].line == LINE_CONTINUES && !anew ? (int32_t)work->departments[i].earlier : -1;
    for (size_t i = 0; i < publication->questions; i++)
        publication->earlier_questions[i] =
            work->questions[i].line == LINE_CONTINUES && !anew ? (int32_t)work->questions[i].earlier : -1;
}

static bool parents_first(const struct organisation *organisation, struct error *err)
{
    for (size_t i = 0; i < organisation->count; i++) {
        int parent = organisation->departments[i].parent;
        if (i == 0 ? parent != -1 : parent < 0 || (size_t)parent >= i)
            return FAIL(err, ERROR_INVALID, "department %s does not stand behind the one above it",
                        organisation->departments[i].code);
    }
    return organisation->count > 0 || FAIL(err, ERROR_INVALID, "a wave without departments");
}

static struct publication empty_publication(struct arena *arena, const struct analyze_wave *now)
{
    const size_t departments = now->organisation->count, questions = now->survey->question_count;
    const size_t indices = now->indices ? now->survey->index_count : 0;
    return (struct publication){
        .departments = departments,
        .questions = questions,
        .indices = indices,
        .figures = ARENA_ARRAY(arena, departments * questions, struct figure),
        .participation = ARENA_ARRAY(arena, departments, struct participation),
        .index_figures = ARENA_ARRAY(arena, departments * indices, struct index_figure),
        .reliability = ARENA_ARRAY(arena, indices, struct reliability),
    };
}

// From each department's own people to all people below it; what is said of weighted people from their weights.
static void sum_up(const struct work *work, const struct analyze_wave *wave, struct cells *total,
                   struct index_cells *index_total)
{
    *total = cells_roll_up(work->arena, wave->cells, wave->organisation);
    if (wave->indices)
        *index_total = index_cells_roll_up(work->arena, wave->indices, wave->survey, wave->organisation);
    if (!wave->weights)
        return;
    const struct weight_cells weights = weight_cells_roll_up(work->arena, wave->weights, wave->organisation);
    *total = weight_cells_apply(work->arena, total, &weights);
}

bool analyze_compute(struct arena *arena, const struct analyze_wave *now, const struct analyze_wave *before,
                     struct publication *publication, struct error *err)
{
    if (!parents_first(now->organisation, err))
        return false;
    *publication = empty_publication(arena, now);
    struct work work = {.arena = arena, .now = now, .before = before, .publication = publication};
    sum_up(&work, now, &work.total, &work.index_total);
    if (!index_told(arena, now, &work.index_told, err) ||
        (before && !index_told(arena, before, &work.index_told_before, err)))
        return false;
    work.parents = work_parents(arena, now->organisation);
    work.population = sum_population(arena, now->organisation);
    work.guests = open_link_guests(arena, now->organisation);
    work.variances = ARENA_ARRAY(arena, publication->questions, double);
    work.index_variances = ARENA_ARRAY(arena, publication->indices, double);
    if (before) {
        sum_up(&work, before, &work.total_before, &work.index_total_before);
        find_lines(&work);
        publish_lines(&work);
    }
    if (!level_compute(&work, err) || !index_level_compute(&work, err) || !participation_compute(&work, err))
        return false;
    if (before) {
        difference_compute(&work);
        index_difference_compute(&work);
    }
    trend_compute(&work);
    rank_compute(&work);
    nonresponse_compute(&work);
    benchmark_compute(&work);
    driver_compute(&work);
    finding_compute(&work);
    return true;
}
