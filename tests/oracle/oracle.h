// The functions that the analyzer calls, one case a line: numbers in, numbers out. tests/oracle/oracle.R draws the cases,
// asks for these results and compares them with R's own.
#pragma once

#include "base/arena.h"
#include "stats/histogram.h"
#include <stddef.h>
#include <stdint.h>

enum { ORACLE_RESULTS = 4096 };

struct task {
    struct arena *arena; // lives as long as the case
    const double *numbers;
    size_t count, next;
    double results[ORACLE_RESULTS];
    size_t given;
};

// The next number of the case; ends the program where there is none.
double task_take(struct task *task);
uint32_t task_take_count(struct task *task);
// "points min neutral favourable reverse in_base": neutral and favourable are the first value index of these.
struct figure_scale task_take_scale(struct task *task);
// A count for each value index, then "not applicable", then what weighted answers are worth (0: no weights).
struct histogram task_take_histogram(struct task *task, int points);
struct counts task_take_counts(struct task *task, const struct figure_scale *scale);
void task_give(struct task *task, double result);
void task_give_interval(struct task *task, struct interval interval);

// Each takes and gives what its counterpart in the R file of the same name says.
void oracle_normal(struct task *task); // distribution.c
void oracle_student(struct task *task);
void oracle_beta(struct task *task);
void oracle_gamma(struct task *task);
void oracle_enps(struct task *task); // level.c
void oracle_scale(struct task *task);
void oracle_pooled(struct task *task);
void oracle_clip_scale(struct task *task);
void oracle_clip_enps(struct task *task);
void oracle_apportion(struct task *task);
void oracle_enps_change(struct task *task); // change.c
void oracle_mean_change(struct task *task);
void oracle_rank_change(struct task *task);
void oracle_share_change(struct task *task);
void oracle_discovery(struct task *task);
void oracle_compare(struct task *task);
void oracle_norm(struct task *task); // norm.c
void oracle_nonresponse(struct task *task);
void oracle_line(struct task *task); // trend.c
void oracle_ranks(struct task *task);
void oracle_control(struct task *task);
void oracle_share_trend(struct task *task);
void oracle_shrink_values(struct task *task); // shrinkage.c
void oracle_shrink_shares(struct task *task);
void oracle_drivers(struct task *task); // sheets.c
void oracle_reliability(struct task *task);
void oracle_raking(struct task *task);
