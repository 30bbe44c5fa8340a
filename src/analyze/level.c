#include "internal.h"
#include "protect/mask.h"
#include "protect/topcode.h"

_Static_assert((int)WAVE_K_LIMIT <= (int)MASK_K_LIMIT, "a wave that can be opened can be published");

// Departments that the last wave showed for this question stay in sight where the choice is free.
static const bool *shown_before(const struct work *work, struct arena *arena, size_t question)
{
    if (!work->before || work->questions[question].line == LINE_NEW)
        return NULL;
    size_t count = work->now->organisation->count, questions = work->before->survey->question_count;
    bool *shown = ARENA_ARRAY(arena, count, bool);
    for (size_t i = 0; i < count; i++)
        shown[i] = work->departments[i].line != LINE_NEW &&
                   work->before->statuses[work->departments[i].earlier * questions +
                                          work->questions[question].earlier] == FIGURE_PUBLISHED;
    return shown;
}

static bool mask_people(const struct work *work, struct arena *arena, size_t question, const uint32_t *own,
                        struct mask *mask, struct error *err)
{
    struct mask_tree tree = {
        .count = work->now->organisation->count, .parent = work->parents, .own = own, .guests = work->guests};
    return mask_compute(&tree, arena, (uint32_t)work->now->wave->k, shown_before(work, arena, question), mask,
                        err);
}

// Where "not applicable" stands in the denominator, the shares give its number away too: neither those who answered
// nor those who said anything at all may be singled out. What both masks show is safe for both (METHODS.md section 5).
static bool mask_base(const struct work *work, struct arena *arena, size_t question, uint32_t *own,
                      struct mask *mask, struct error *err)
{
    struct mask base;
    for (size_t i = 0; i < mask->count; i++)
        own[i] +=
            cells_histogram(work->now->cells, i, &work->now->survey->questions[question]).not_applicable;
    if (!mask_people(work, arena, question, own, &base, err))
        return false;
    struct mask_tree tree = {.count = mask->count, .parent = work->parents, .own = own};
    mask_intersect(&tree, arena, mask, &base);
    return true;
}

// How many answered a question that depends on another answer tells how many gave that one. So it is shown only where the other
// question is, and not where that is top-coded; elsewhere its status does not depend on answers either. (Any part of a safe mask is
// safe.)
static void mask_condition(const struct work *work, const struct question *question, struct mask *mask)
{
    for (size_t i = 0; i < mask->count && question->show_if; i++)
        mask->status[i] =
            work_condition_status(publication_figure(work->publication, i, question->show_if->question), mask->status[i]);
}

static bool mask_question(const struct work *work, struct arena *arena, size_t number, struct mask *mask,
                          struct error *err)
{
    const struct question *question = &work->now->survey->questions[number];
    uint32_t *own = ARENA_ARRAY(arena, work->now->organisation->count, uint32_t);
    for (size_t i = 0; i < work->now->organisation->count; i++)
        own[i] = cells_answers(work->now->cells, i, question);
    if (!mask_people(work, arena, number, own, mask, err))
        return false;
    const bool in_base =
        question_scored(question) && question->scale->not_applicable == NOT_APPLICABLE_IN_BASE;
    if (in_base && !mask_base(work, arena, number, own, mask, err))
        return false;
    mask_condition(work, question, mask);
    return true;
}

// Weighted people are rounded in each department, so a part may have more of a value than the whole; then what is left of
// the whole says nothing.
static void take_away(struct histogram *whole, const struct histogram *part)
{
    bool contained = true;
    for (int i = 0; i < FIGURE_VALUES; i++)
        contained = contained && part->counts[i] <= whole->counts[i];
    if (contained)
        histogram_subtract(whole, part);
    else
        *whole = (struct histogram){0};
}

// Each published department of enough answers less those below it: the groups that published histograms tell apart.
static const struct histogram *shown_groups(const struct work *work, struct arena *arena,
                                            const struct question *question, const struct mask *mask)
{
    struct histogram *groups = ARENA_ARRAY(arena, mask->count, struct histogram);
    size_t *cover = ARENA_ARRAY(arena, mask->count, size_t); // the nearest such department from here upward
    for (size_t i = 0; i < mask->count; i++) {
        const size_t above = i > 0 ? cover[work_parent(work, i)] : SIZE_MAX;
        cover[i] = above;
        if (mask->status[i] != FIGURE_PUBLISHED || mask->n[i] < FIGURE_TOP_CODED_BELOW)
            continue;
        cover[i] = i;
        groups[i] = cells_histogram(&work->total, i, question);
        if (above != SIZE_MAX)
            take_away(&groups[above], &groups[i]);
    }
    return groups;
}

// s₀². Any interval gives it away, so it comes from published histograms alone: were hidden or small departments in it,
// whoever takes all others away from it would have their spread (METHODS.md section 6). Where nothing varies it is that
// of answers spread evenly over the scale.
static double variance_shown(const struct work *work, struct arena *arena, const struct question *question,
                             const struct figure_scale *scale, const struct mask *mask)
{
    const struct histogram *groups = shown_groups(work, arena, question, mask);
    struct pooled_variance pooled = {0};
    for (size_t i = 0; i < mask->count; i++)
        pooled_variance_add(&pooled, scale, &groups[i]);
    const double value = pooled_variance_value(&pooled);
    return value > 0 ? value : (scale->points * scale->points - 1) / 12.0;
}

// Where a few weights decide the figure it would tell what those few said. (Any part of a safe mask is safe.)
static bool worth_enough(const struct work *work, size_t department, const struct question *question)
{
    if (!work->total.effective)
        return true;
    const uint32_t effective = work->total.effective[department * work->total.columns + question->column];
    return effective >= (uint32_t)work->now->wave->k;
}

static void level_choice(struct work *work, const struct question *question, size_t department,
                         struct figure *figure)
{
    uint32_t chosen[SURVEY_OPTION_LIMIT];
    for (size_t option = 0; option < question->option_count; option++)
        chosen[option] = cells_at(&work->total, department, question->column + option)[1];
    topcode_choice(work->arena, question->option_count, chosen,
                   cells_answers(&work->total, department, question), figure);
    if (work->total.effective)
        figure->effective = work->total.effective[department * work->total.columns + question->column];
}

static bool level_question(struct work *work, size_t number, struct error *err)
{
    const struct question *question = &work->now->survey->questions[number];
    AUTO(arena) struct arena *scratch = arena_new(); // the programme's tables are larger than what comes out
    struct mask mask;
    if (!mask_question(work, scratch, number, &mask, err))
        return false;
    bool scored = question_scored(question);
    struct figure_scale scale = scored ? cells_scale(question) : figure_scale_enps;
    const double variance = scored ? variance_shown(work, scratch, question, &scale, &mask) : 0;
    work->variances[number] = variance;
    for (size_t i = 0; i < mask.count; i++) {
        struct figure *figure = publication_figure(work->publication, i, number);
        figure->status = mask.status[i];
        if (mask.status[i] == FIGURE_PUBLISHED && !worth_enough(work, i, question))
            figure->status = FIGURE_PROTECTS_OTHERS;
        if (figure->status != FIGURE_PUBLISHED)
            continue;
        if (!scored) {
            level_choice(work, question, i, figure);
            continue;
        }
        // More answers than invitations happen only with answers collected elsewhere: the population is unknown.
        struct histogram histogram = cells_histogram(&work->total, i, question);
        int64_t answers = (int64_t)mask.n[i] + histogram.not_applicable;
        int64_t population = work->population[i] < answers ? 0 : work->population[i];
        if (!topcode_figure(&scale, &histogram, population, variance, figure, err))
            return false;
    }
    return true;
}

bool level_compute(struct work *work, struct error *err)
{
    for (size_t question = 0; question < work->publication->questions; question++) {
        bool asked = wave_asks(work->now->wave, question) &&
                     work->now->survey->questions[question].type != QUESTION_COMMENT;
        if (asked && !level_question(work, question, err))
            return false;
        for (size_t i = 0; i < work->publication->departments && !asked; i++)
            publication_figure(work->publication, i, question)->status = FIGURE_NOT_ASKED;
    }
    return true;
}
