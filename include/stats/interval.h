// 95 % intervals of a level (METHODS.md section 2). People in a department are a finite population that has
// nearly all answered: `population` is the number invited below the node, and m = n(N−1)/(N−n) takes the
// place of n. A population of 0 or less is unknown and taken as infinite; N = n gives an interval of width 0;
// N < n is the caller's fault and must have been refused (figure_compute does). No answers: no interval,
// which is the whole range of the figure.
//
// What they hold, on average over shares of 20 to 84 % and response rates of 50 to 90 % and of endlessly many, as shown after
// top-coding (tests/unit/stats/test_coverage.c, tests/bench/run power): eNPS 94.6 to 96.2 % from 5 people on; a share 94.8 to
// 96.6 % and a mean 94.9 to 96.5 % from 10 on. Below 10 people shares and means are wide rather than narrow (up to 98.6 and
// 97.8 %). A single company of a few people may have less, 82 % at worst, for there are few values that a share can have.
#pragma once

#include "stats/histogram.h"

// m = n(N−1)/(N−n): infinity when everybody answered, n when the population is unknown.
double interval_effective_n(uint32_t n, int64_t population);
// The same where `n` people are worth `effective` of equal weight, which then take the place of n in front.
double interval_weighted_n(double effective, uint32_t n, int64_t population);

// eNPS, adjusted Wald with pseudo-counts ¾, 1½, ¾; −100..100.
struct interval interval_enps(const struct counts *counts, int64_t population);
// Wilson's interval of a share, 0..1, of `m` answers; m may be infinite: width 0.
struct interval interval_wilson(double share, double m);
// A share `chosen`/`base`, Wilson; 0..1.
struct interval interval_share(uint32_t chosen, uint32_t base, int64_t population);
// The favourable share of (weighted) counts.
struct interval interval_favourable(const struct counts *counts, int64_t population);

// What is known of the variance beforehand: s² is shrunk to ((n−1)s² + weight·variance)/(n−1+weight), with as
// many degrees of freedom, so that agreement of all does not give width 0. Weight 0: no shrinkage.
struct variance_prior {
    double variance; // s₀², pooled_variance_value
    double weight;   // 4
};
enum { VARIANCE_PRIOR_WEIGHT = 4 };

// A mean of n people worth `effective`, its variance over n − 1.
struct sample {
    uint32_t n;
    double effective, mean, variance;
};
// Mean ± t·s/√n·√(1−n/N) within `range`, with `effective` for the n under s. Everybody answered: width 0.
struct interval interval_sample(const struct sample *sample, int64_t population, const struct variance_prior *prior,
                                struct interval range);
// The same for the mean of a question, within the scale. No interval while n−1+weight is 0.
struct interval interval_mean(const struct figure_scale *scale, const struct counts *counts,
                              int64_t population, const struct variance_prior *prior);
