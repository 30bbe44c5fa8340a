// The steps of analyze_compute, each in a file of its own, and what they share.
#pragma once

#include "analyze/compute.h"
#include "analyze/reorganisation.h"
#include "stats/interval.h"

struct question_line {
    enum line line;
    size_t earlier; // number in the earlier survey, unless LINE_NEW
};

struct work {
    struct arena *arena;
    const struct analyze_wave *now, *before; // before: NULL for a first wave
    struct cells total, total_before;        // everybody below a department; divided by weight where figures are weighted
    struct index_cells index_total, index_total_before;
    const bool *index_told, *index_told_before; // index_told.c
    const int32_t *parents;    // of departments, as the mask wants them
    const int64_t *population;               // invited below, itself included; 0 unknown
    const bool *guests;                      // departments that an open link leads to; NULL: none
    const struct department_line
        *departments; // to `before`, by department and by question; NULL for a first wave
    const struct question_line *questions;
    double *variances; // s₀² by question, from published histograms alone (level.c)
    double *index_variances; // the same by index
    struct publication *publication;
};

// The tree as the mask wants it.
const int32_t *work_parents(struct arena *arena, const struct organisation *organisation);

static inline size_t work_parent(const struct work *work, size_t department)
{
    return (size_t)work->now->organisation->departments[department].parent;
}

// Whether a department is `top` or somewhere below it: parents have smaller numbers.
static inline bool work_is_below(const struct organisation *organisation, size_t department, size_t top)
{
    int node = (int)department;
    while (node > (int)top)
        node = organisation->departments[node].parent;
    return node == (int)top;
}

// Weighted figures are others than unweighted ones: between them every line breaks.
static inline bool work_weighs_anew(const struct work *work)
{
    return work->before && !work->now->weights != !work->before->weights;
}

// What a question that is only asked after some answers to `other` shows, when its own mask says `status`.
static inline enum figure_status work_condition_status(const struct figure *other, enum figure_status status)
{
    if (other->status == FIGURE_NOT_ASKED)
        return status;
    if (other->status == FIGURE_PUBLISHED)
        return other->n < FIGURE_TOP_CODED_BELOW ? FIGURE_PROTECTS_OTHERS : status;
    return other->status;
}

// level.c: the mask of every question and the figures that it lets through.
MUST_USE bool level_compute(struct work *work, struct error *err);

// index_level.c: the mask of every index, its figures, and how far its items measure one thing. After level_compute.
MUST_USE bool index_level_compute(struct work *work, struct error *err);

// participation.c: invited, responded and partial sheets where they may be said.
MUST_USE bool participation_compute(struct work *work, struct error *err);

// difference.c: the change to the previous wave wherever both publish the figure.
void difference_compute(struct work *work);

// trend.c: where each line is going. rank.c: departments against each other.
void trend_compute(struct work *work);
void rank_compute(struct work *work);
// index_difference.c: the same for indices, which are a question family of their own.
void index_difference_compute(struct work *work);

// index_told.c: where the people's own means may be told, departments × indices; all false for the mean of the items. Beside its items
// the mean of the people's means tells what those answered who left some out, taken together: both are the same where
// nobody did. So it has a mask of its own over them (METHODS.md section 5), and elsewhere the mean of the items stands for it.
MUST_USE bool index_told(struct arena *arena, const struct analyze_wave *wave, const bool **told, struct error *err);

// index_value.c: what an index says before it is shown, 0..1.
struct index_source {
    const struct survey *survey;
    const struct cells *total;
    const struct index_cells *sums;
    const bool *told;
    bool joined, weighted;
};
struct index_source index_source_of(const struct analyze_wave *wave, const struct cells *total, const struct index_cells *sums,
                                    const bool *told);
struct index_value {
    struct sample sample; // of people; its mean is what may be shown
    bool clipped;
    bool spread_hidden; // too few for their own variance to be told
};
struct index_value index_value_of(const struct index_source *source, size_t department, size_t index);
// The mean and the variance of sums alone, of a group of people.
struct sample index_sample(const struct index_shape *shape, const struct index_sum *sums, bool weighted);
// A step on each item's scale: how far apart two people are at least who differ on all items.
double index_step(const struct survey *survey, const struct survey_index *index);

// What many comparisons may claim together is decided per family: the outcome with all eNPS items, and the scale items.
enum family { FAMILY_OUTCOME, FAMILY_SCALE, FAMILY__COUNT };
enum family difference_family(const struct survey *survey, size_t question);

// rank.c: the departments whose figure is published and who have no published department below them: different people, all of them
// published. Gives how many.
size_t work_lowest_published(const struct work *work, size_t question, size_t *departments);

// benchmark.c: the median department, and norms from elsewhere.
void benchmark_compute(struct work *work);

// nonresponse.c: those who did not answer.
void nonresponse_compute(struct work *work);

// driver.c: relative weights of the drivers in the organisation.
void driver_compute(struct work *work);

// finding.c: what a reader should look at. Candidates come from the files below and are ranked there.
void finding_compute(struct work *work);

struct candidates {
    size_t count, capacity;
    struct finding *findings;
};
void candidates_add(struct arena *arena, struct candidates *candidates, const struct finding *finding);
void finding_number(struct finding *finding, const char *name, double value);
// n and the figures of a department; `prefix` "" or "parent_".
// The difference that was tested, its interval and the test.
void finding_tested(struct finding *finding, const struct change *difference);
void finding_figures(struct finding *finding, const struct question *question, const struct figure *figure);
// From one end of the figure to the other: 200 for an eNPS, else in points of the scale.
double finding_range(const struct question *question);
// The end of the interval nearer to no change, as a share of the scale's range: what is certain of the difference.
double finding_importance(const struct question *question, const struct change *change);

// Something that moved one question of a department.
struct moved {
    size_t department;
    double importance;
    bool down;
};
// One thing that happened shows in a department, in what is above it (diluted) and in what is below it (with less
// certainty). It is told once, where most of it is certain: the most important first, and nothing more of its branch. Gives how
// many are left (finding_time.c).
size_t finding_told_once(const struct organisation *organisation, struct moved *moved, size_t count);

// finding_time.c: falls and rises. finding_drift.c: slow drifts. finding_place.c: departments below or above the rest of their parent. finding_profile.c:
// weakest and strongest drivers. finding_participation.c: too few who answered.
void finding_time(struct work *work, struct candidates *candidates);
void finding_drift(struct work *work, struct candidates *candidates);
void finding_place(struct work *work, struct candidates *candidates);
void finding_profile(struct work *work, struct candidates *candidates);
void finding_participation(struct work *work, struct candidates *candidates);
