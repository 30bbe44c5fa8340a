// What a wave says, in memory: every figure, masked and top-coded, before it goes into the ledger.
#pragma once

#include "base/arena.h"
#include "stats/figure.h"
#include "stats/nonresponse.h"
#include "stats/norm.h"
#include "stats/rank.h"
#include "stats/reliability.h"
#include "stats/trend.h"
#include <stddef.h>

enum { PARTICIPATION_HIDDEN = -1 };

// People below a department, itself included. PARTICIPATION_HIDDEN: unknown (invited), protected, or answers came one
// by one (responded, partial).
struct participation {
    int64_t invited, responded, partial;
};

enum finding_kind {
    FINDING_FALL,         // a detectable fall since the previous wave
    FINDING_BELOW_PARENT, // far below the rest of the department above
    FINDING_DRIFT,        // a detectable slope over many waves none of which was a detectable change
    FINDING_OPPORTUNITY,  // a driver of weight among the organisation's weakest
    FINDING_LOW_PARTICIPATION, // fewer than half answered, or detectably fewer than beside it
    FINDING_RISE,         // a detectable rise
    FINDING_ABOVE_PARENT, // far above the rest of the department above: others can learn from it
    FINDING_STRENGTH,     // a driver of weight among its strongest
    FINDING_KIND__COUNT
};
const char *
finding_kind_name(enum finding_kind kind); // "fall", "below_parent", …: the words of ledger.finding

enum {
    FINDING_LIMIT = 12, // as many as a reader can act on: those of rank 1 to this come first, the others on demand
    FINDING_NUMBERS = 12
};
#define FINDING_NO_QUESTION SIZE_MAX

// Something noticed. Every number is a published figure, a difference of two, or the result of the test that was
// passed. All kinds have n and mean, score, favourable of the department, or n and enps; and the tested difference with
// its interval and the test: difference, low, high (points of eNPS or of the scale), p, q. It is a difference
//   fall, rise             from the previous wave
//   drift                  in a year, by the slope over `waves` waves
//   below_parent, above_parent  from the rest of the department above, of which there are parent_n, parent_mean or parent_enps
//   opportunity, strength  from all other drivers together; average_score is the average of all. Where there are relative
//                          weights, only of drivers that explain at least a quarter of an equal share; weight says it
// low_participation is of no question. It has invited, responded, rate (0..1) and, where an eNPS is published, how far those who did not
// answer could move it: enps_low, enps_high. That fewer than half answered needs no test, the rule is the test: who answered is known of
// everybody. That a department is 15 points behind those beside it is told when chance is ruled out, too: siblings_rate and the
// tested difference (shares of those invited).
struct finding_number {
    const char *name; // "n", "mean", "difference", …
    double value;
};
struct finding {
    enum finding_kind kind;
    size_t department, question; // numbers of the snapshot and the definition, or FINDING_NO_QUESTION
    size_t number_count;
    struct finding_number numbers[FINDING_NUMBERS];
    double
        importance; // what is certain of the difference, as a share of the range; of drivers × their weight in equal shares
};

// What goes together with the outcome, in the organisation as a whole and only there (METHODS.md section 4); the largest
// weight first. `count` 0: too few answers, nothing to explain, or the figures of the questions are hidden.
struct driver {
    size_t question;
    double weight;      // relative weight, as a share of r_squared
    double correlation; // with the outcome, within departments; both turned round where they are reversed
};
struct driver_result {
    size_t count;
    struct driver *drivers;
    uint32_t n; // sheets of the smallest pair of questions
    double r_squared;
};

// The median of the departments that are published and have no published department below them: different people. Never the mean of
// departments, which a large one would have to share with a small one.
struct department_median {
    size_t departments; // BENCHMARK_LEAST or k, whichever is more, at least; 0: too few
    double value;       // eNPS or mean
    double score, favourable; // of scale questions, each the median of its own
};
enum { BENCHMARK_LEAST = 5 };

// An external norm that was registered for the survey when the wave was published.
struct attached_norm {
    const char *benchmark, *source;
    int year;
    size_t question;
    struct norm norm;
};

struct publication {
    size_t departments, questions, indices;
    struct figure *figures;              // departments × questions; a comment question's mean nothing
    // By department and by question: the number in the previous wave from which the line goes on; −1: it begins here. NULL for a
    // first wave.
    int32_t *earlier_departments, *earlier_questions;
    struct trend *trends;                // departments × questions; NULL before the fourth wave
    struct rank *ranks;                  // departments × questions
    struct participation *participation; // departments
    struct nonresponse *nonresponse;     // departments
    struct department_median *medians;   // questions
    size_t norm_count;
    const struct attached_norm *norms;   // by benchmark
    struct change *norm_differences;     // norms × departments; in the unit of the norm
    struct driver_result drivers;
    struct index_figure *index_figures;  // departments × indices
    struct reliability *reliability;     // indices; of the organisation
    size_t finding_count;
    struct finding *findings; // all; the first FINDING_LIMIT of every kind, then the others, each by importance
};

static inline struct index_figure *publication_index(const struct publication *publication, size_t department,
                                                     size_t index)
{
    return &publication->index_figures[department * publication->indices + index];
}

static inline struct figure *publication_figure(const struct publication *publication, size_t department,
                                                size_t question)
{
    return &publication->figures[department * publication->questions + question];
}

// NULL where nothing has a trend yet.
static inline struct trend *publication_trend(const struct publication *publication, size_t department, size_t question)
{
    return publication->trends ? &publication->trends[department * publication->questions + question] : NULL;
}

static inline struct rank *publication_rank(const struct publication *publication, size_t department, size_t question)
{
    return &publication->ranks[department * publication->questions + question];
}
