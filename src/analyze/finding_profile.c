#include "internal.h"
#include "stats/change.h"

#include <math.h>

// What stands out among the drivers: what is certain of the distance to all others is at least this share of the range.
#define STANDS_OUT 0.05

// The organisation as a whole, and one driver against all others together. The same people answered all of them, so
// the test, which takes them for different people, is careful: their answers go together.
struct profile {
    size_t count;
    size_t *questions;
    struct counts *counts;
    struct change *differences; // driver minus the others, in points of the scale
};

static bool has_drivers(const struct survey *survey)
{
    for (size_t i = 0; i < survey->question_count; i++)
        if (survey->questions[i].type == QUESTION_SCALE && survey->questions[i].driver)
            return true;
    return false;
}

// Drivers, or all scale questions of a survey that names none; never the outcome, and never one whose histogram is not
// published: the p would tell how its answers spread.
static bool belongs(const struct work *work, size_t number, bool drivers)
{
    const struct survey *survey = work->now->survey;
    const struct question *question = &survey->questions[number];
    const struct figure *figure = publication_figure(work->publication, 0, number);
    return question->type == QUESTION_SCALE && (int)number != survey->outcome &&
           (question->driver || !drivers) && figure->status == FIGURE_PUBLISHED && figure->has_histogram;
}

static struct profile profile_of(const struct work *work)
{
    const struct survey *survey = work->now->survey;
    struct profile profile = {
        .questions = ARENA_ARRAY(work->arena, survey->question_count, size_t),
        .counts = ARENA_ARRAY(work->arena, survey->question_count, struct counts),
        .differences = ARENA_ARRAY(work->arena, survey->question_count, struct change),
    };
    bool drivers = has_drivers(survey);
    for (size_t number = 0; number < survey->question_count; number++) {
        if (!belongs(work, number, drivers))
            continue;
        struct figure_scale scale = cells_scale(&survey->questions[number]);
        struct histogram histogram = cells_histogram(&work->total, 0, &survey->questions[number]);
        counts_take(&scale, &histogram, &profile.counts[profile.count]);
        profile.questions[profile.count++] = number;
    }
    return profile;
}

// Counts as a histogram whose reversed items are already turned round.
static void add_counts(struct histogram *sum, const struct counts *counts)
{
    for (size_t value = 0; value < FIGURE_VALUES; value++)
        sum->counts[value] += counts->values[value];
}

// Only items with as many points can be put together.
static void compare(const struct work *work, struct profile *profile, size_t item)
{
    const struct survey *survey = work->now->survey;
    struct figure_scale scale = cells_scale(&survey->questions[profile->questions[item]]);
    scale.reverse = false;
    struct histogram own = {0}, others = {0};
    add_counts(&own, &profile->counts[item]);
    for (size_t i = 0; i < profile->count; i++)
        if (i != item && scale_points(survey->questions[profile->questions[i]].scale) == scale.points)
            add_counts(&others, &profile->counts[i]);
    struct counts driver, rest;
    counts_take(&scale, &own, &driver);
    counts_take(&scale, &others, &rest);
    change_compute(&scale, &rest, &driver, &profile->differences[item]);
}

// Its share of what the drivers explain of the outcome, NaN where that is not known.
static double weight_of(const struct work *work, size_t number)
{
    const struct driver_result *result = &work->publication->drivers;
    for (size_t i = 0; i < result->count; i++)
        if (result->drivers[i].question == number)
            return result->drivers[i].weight;
    return NAN;
}

// A driver that explains next to nothing is no opportunity, and no strength either, however far it stands out: a quarter of
// an equal share is the least. More would let chance decide, because weights of a wave are rough.
static bool matters(const struct work *work, size_t number)
{
    const double weight = weight_of(work, number);
    return isnan(weight) || weight * (double)work->publication->drivers.count >= 0.25;
}

// Distance × weight, in equal shares; without weights the distance alone.
static double importance(const struct work *work, const struct question *question, const struct change *difference,
                         size_t number)
{
    const double weight = weight_of(work, number);
    return finding_importance(question, difference) * (isnan(weight) ? 1 : weight * (double)work->publication->drivers.count);
}

static void add(struct work *work, struct candidates *candidates, const struct profile *profile, size_t item,
                double average)
{
    size_t number = profile->questions[item];
    const struct question *question = &work->now->survey->questions[number];
    const struct figure *figure = publication_figure(work->publication, 0, number);
    const struct change *difference = &profile->differences[item];
    struct finding finding = {
        .kind = difference->difference < 0 ? FINDING_OPPORTUNITY : FINDING_STRENGTH,
        .question = number,
        .importance = importance(work, question, difference, number),
    };
    finding_figures(&finding, question, figure);
    finding_number(&finding, "average_score", average);
    if (!isnan(weight_of(work, number)))
        finding_number(&finding, "weight", weight_of(work, number));
    finding_tested(&finding, difference);
    candidates_add(work->arena, candidates, &finding);
}

void finding_profile(struct work *work, struct candidates *candidates)
{
    struct profile profile = profile_of(work);
    struct change **changes = ARENA_ARRAY(work->arena, profile.count, struct change *);
    double sum = 0;
    for (size_t i = 0; i < profile.count; i++) {
        compare(work, &profile, i);
        changes[i] = &profile.differences[i];
        sum += publication_figure(work->publication, 0, profile.questions[i])->score;
    }
    change_control(changes, profile.count);
    for (size_t i = 0; i < profile.count; i++) {
        const struct question *question = &work->now->survey->questions[profile.questions[i]];
        if (changes[i]->detectable && finding_importance(question, changes[i]) >= STANDS_OUT &&
            matters(work, profile.questions[i]))
            add(work, candidates, &profile, i, sum / (double)profile.count);
    }
}
