// The one neutral model behind every report: what was published of a wave, and nothing else. HTML, JSON and CSV are
// sinks of it, so they cannot disagree. It is read as DB_PRESENT from the ledger; figures are never computed here.
#pragma once

#include "ballot/wave.h"
#include "db/query.h"
#include "report/comments.h"
#include "stats/figure.h"
#include "stats/nonresponse.h"
#include "stats/norm.h"
#include "stats/rank.h"
#include "stats/trend.h"
#include "survey/survey.h"

enum { REPORT_EARLIER_LIMIT = 23 }; // with this wave 24: two years of months

// How far the items of an index measure one thing, in the whole organisation. NaN, n −1: not said.
struct report_index {
    int64_t n;
    double alpha;
    struct interval interval;
    double standardised, correlation;
};

// What the weights of a wave are worth (METHODS.md section 4). Of a scoped report too: they are the organisation's.
struct report_weighting {
    const char *method; // "import", "raked"; NULL: figures are not weighted
    int64_t people;
    double effective, design_effect;
    double least, most; // raked: of the mean weight; else NaN
    size_t segment_count, warning_count;
    const char **segments, **warnings;
};

struct report_department {
    const char *code, *name;
    int parent;                    // number in this report, smaller than its own; −1 for department 0
    int first_child, next_sibling; // −1: none
    int64_t invited;               // with those below; −1: unknown
    int64_t responded;             // −1: protected, or answers came one by one
    int64_t partial;               // answered too little to count; −1 like `responded`
    bool open_link;                // an open link led here or below: anybody may have answered, more than once too
    struct nonresponse nonresponse; // those who did not answer
    struct figure *figures;        // one a question of the survey; comments are FIGURE_NOT_ASKED
    struct trend *trends;          // one a question; waves 0: none
    struct rank *ranks;            // one a question; departments 0: not compared with others
    struct index_figure *indices;  // one an index of the survey
};

// One point of a trend: the outcome of a department and question in one wave. Points of the scale, or eNPS.
struct report_point {
    enum figure_status status;
    bool broken; // the line breaks before this point: text, scale or members changed
    int moved;   // −1, 1: detectably fell, rose since the point before
    uint32_t n;
    double value;
    struct interval interval;
};

// An earlier published wave of the same survey; `points` as in this report: department × question_count + question.
struct report_earlier {
    int wave_id;
    const char *key, *opened, *closed; // ISO 8601, UTC
    int survey_version;
    struct report_point *points;
};

// The median department of a question; departments 0: none. Of a scoped report too: it is the organisation's.
struct report_median {
    int departments;
    double value; // eNPS or mean
    double score, favourable; // NaN for an eNPS
};

// A norm from elsewhere, as it was when the wave was published.
struct report_norm {
    const char *benchmark, *source;
    int year;
    size_t question;
    struct norm norm;
    struct change *differences; // figure less norm by department, in the unit of the norm; CHANGE_NONE where no figure is shown
};

struct report_finding {
    int rank;         // from 1: the most important first, and up to FINDING_LIMIT some of every kind (analyze/publication.h)
    const char *kind; // "fall", "rise", "opportunity", "strength", "below_parent", "above_parent", "drift", "low_participation"
    int department;
    int question; // −1: none, of "low_participation"
    const char *numbers; // a JSON object of published figures
};

struct report_action {
    int64_t id;
    const char *state, *title;
    int department;
    int question;                                          // −1: none
    const char *driver, *measure, *owner, *due, *evidence; // NULL: not set
    double expected;         // change of the target figure, written down beforehand; NaN: not set
    const char *wave;        // key of the wave whose finding led to it; NULL: added by a person
    int finding;             // its rank there; 0: none
    const char *verified_by; // key of the wave that verified it, or NULL
    const char
        *outcome;    // what that showed: "verified", "no_effect", "worse"; NULL: not verified, or reopened
    double measured; // the difference measured, in the unit of `expected`; NaN like outcome's NULL
    struct interval measured_interval;
    const char *method; // "difference_in_differences", "before_after"; NULL like outcome
};

struct report {
    struct wave wave;
    const struct survey *survey;
    const char *published; // ISO 8601, UTC
    const char *previous;  // key of the wave that changes refer to, or NULL
    bool scoped;           // only a department and those below, not the organisation
    size_t department_count;
    struct report_department *departments; // number 0 is the one at the top
    struct report_index *indices; // one an index of the survey; nothing said in a scoped report
    struct report_weighting weighting;
    struct report_median *medians; // one a question
    size_t norm_count;
    struct report_norm *norms; // by benchmark
    size_t earlier_count;
    struct report_earlier *earlier; // oldest first
    size_t driver_count; // report/drivers.h; 0 in a scoped report, and where the ledger has none
    struct report_driver *drivers;
    int64_t driver_n;        // sheets of the smallest pair of questions
    double driver_r_squared; // of all drivers together
    size_t finding_count;
    struct report_finding *findings;
    size_t action_count;
    struct report_action *actions;
    size_t comment_list_count; // one a department and comment question that was asked, by department
    struct report_comment_list *comment_lists;
};

// `department` is a code, or NULL for the whole organisation. ERROR_NOT_FOUND for an unknown wave or department,
// ERROR_CONFLICT for a wave that is not published, with a hint that says what to run.
MUST_USE bool report_load(struct arena *arena, struct db *db, const char *key, const char *department,
                          struct report *report, struct error *err);

// Of one published wave as it stands in the ledger, without scope: `figures` gets department_count × question_count
// figures, FIGURE_NOT_ASKED where there is no row. Option counts of choice questions come from `survey`.
MUST_USE bool report_load_figures(struct arena *arena, struct db *db, int wave_id,
                                  const struct survey *survey, size_t department_count,
                                  struct figure **figures, struct error *err);

// Number of the department with this code in the report, or −1.
int report_department_find(const struct report *report, const char *code);

// The list of a department and question; NULL where there is none.
const struct report_comment_list *report_comments(const struct report *report, size_t department, size_t question);

// How many people must have been able to write a comment before one is shown.
int report_comment_minimum(const struct report *report);

// Whether a department is `top` or below it.
bool report_is_within(const struct report *report, size_t department, size_t top);

// Responded / invited, 0..1; NaN when one of them is not known.
double report_response_rate(const struct report_department *department);

// What a question's figure is first read by: eNPS of an eNPS question, else the mean.
double report_value(const struct question *question, const struct figure *figure);
struct interval report_interval(const struct question *question, const struct figure *figure);

// The line of a department and question, oldest first, this wave last: earlier_count + 1 points into `points`.
void report_trend(const struct report *report, size_t department, size_t question,
                  struct report_point *points);
