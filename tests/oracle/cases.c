// Writes random cases of the methods of src/stats and what these say of them, a CSV file a method, for R to compute again
// (tests/oracle/check.R). The functions are those that the analyzer calls.
#include "base/arena.h"
#include "random.h"
#include "stats/beta.h"
#include "stats/change.h"
#include "stats/control.h"
#include "stats/discovery.h"
#include "stats/distribution.h"
#include "stats/enps_change.h"
#include "stats/interval.h"
#include "stats/mean_change.h"
#include "stats/shrinkage.h"
#include "stats/trend.h"

#include <stdio.h>
#include <stdlib.h>

enum { CASES = 300, MOST_WAVES = 14, MOST_GROUPS = 20 };

static const struct figure_scale agree5 = {
    .min = 1,
    .points = 5,
    .category = {[2] = FIGURE_NEUTRAL, [3] = FIGURE_FAVOURABLE, [4] = FIGURE_FAVOURABLE},
};

static FILE *open_method(const char *directory, const char *method, const char *header)
{
    AUTO(arena) struct arena *arena = arena_new();
    FILE *out = fopen(arena_format(arena, "%s/%s.csv", directory, method), "w");
    if (!out)
        exit(1);
    fprintf(out, "%s\n", header);
    return out;
}

static void put(FILE *out, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        fprintf(out, "%.17g%c", values[i], i + 1 < count ? ',' : '\n');
}
#define ROW(out, ...) put(out, (double[]){__VA_ARGS__}, sizeof((double[]){__VA_ARGS__}) / sizeof(double))

static void distributions(const char *directory)
{
    uint64_t seed = 1;
    FILE *out = open_method(directory, "distributions", "z,freedom,a,b,p,pnorm,qnorm,pt,qt,pbeta,qbeta");
    for (int i = 0; i < CASES; i++) {
        const double z = 8 * random_uniform(&seed) - 4, freedom = exp(9 * random_uniform(&seed));
        const double a = exp(6 * random_uniform(&seed) - 0.5), b = exp(6 * random_uniform(&seed) - 0.5);
        const double p = 0.001 + 0.998 * random_uniform(&seed);
        ROW(out, z, freedom, a, b, p, normal_cdf(z), normal_quantile(p), student_cdf(z, freedom),
            student_quantile(p, freedom), beta_cdf(p, a, b), beta_quantile(p, a, b));
    }
    fclose(out);
}

// Up to `most` answers on five points, at least two of them different.
static struct counts five_points(uint64_t *seed, uint32_t most)
{
    struct histogram histogram = {0};
    const uint32_t n = 4 + random_below(seed, most);
    const double tilt = random_uniform(seed);
    for (uint32_t i = 0; i < n; i++)
        histogram.counts[(uint32_t)(5 * pow(random_uniform(seed), 0.4 + tilt))]++;
    histogram.counts[1]++;
    histogram.counts[3]++;
    struct counts counts;
    counts_take(&agree5, &histogram, &counts);
    return counts;
}

static void mean_changes(const char *directory)
{
    uint64_t seed = 2;
    FILE *out = open_method(directory, "mean_changes",
                            "a1,a2,a3,a4,a5,b1,b2,b3,b4,b5,difference,t,freedom,p,low,high,u,rank_p,rank_p_corrected,delta,d,g,share,"
                            "share_low,share_high,share_p");
    for (int i = 0; i < CASES; i++) {
        const struct counts a = five_points(&seed, i % 2 ? 20 : 300), b = five_points(&seed, i % 3 ? 20 : 300);
        const struct welch_test welch = welch_test(&agree5, &a, &b);
        const struct rank_test ranks = rank_test(&a, &b);
        const struct share_test share = share_test(&a, &b);
        ROW(out, a.values[0], a.values[1], a.values[2], a.values[3], a.values[4], b.values[0], b.values[1], b.values[2],
            b.values[3], b.values[4], welch.difference, welch.t, welch.freedom, welch.p, welch.interval.low,
            welch.interval.high, ranks.u, ranks.p, ranks.p_corrected, ranks.delta, cohen_d(&a, &b), hedges_g(&a, &b),
            share.difference, share.interval.low, share.interval.high, share.p);
    }
    fclose(out);
}

static struct counts eleven_points(uint64_t *seed, uint32_t most)
{
    struct histogram histogram = {0};
    const uint32_t n = 5 + random_below(seed, most);
    for (uint32_t i = 0; i < n; i++)
        histogram.counts[(uint32_t)(11 * sqrt(random_uniform(seed)))]++;
    struct counts counts;
    counts_take(&figure_scale_enps, &histogram, &counts);
    return counts;
}

static void enps(const char *directory)
{
    uint64_t seed = 3;
    FILE *out = open_method(directory, "enps", "p1,s1,d1,p2,s2,d2,pooled,exact,low,high,level_low,level_high,invited");
    for (int i = 0; i < CASES; i++) {
        const struct counts a = eleven_points(&seed, 18), b = eleven_points(&seed, i % 2 ? 18 : 60);
        const int64_t invited = b.n + 1 + random_below(&seed, 20);
        const struct interval change = enps_change_interval(&a, &b), level = interval_enps(&b, invited);
        ROW(out, a.categories[FIGURE_FAVOURABLE], a.categories[FIGURE_NEUTRAL], a.categories[FIGURE_UNFAVOURABLE],
            b.categories[FIGURE_FAVOURABLE], b.categories[FIGURE_NEUTRAL], b.categories[FIGURE_UNFAVOURABLE],
            enps_change_pooled(&a, &b), enps_change_exact(&a, &b), change.low, change.high, level.low, level.high,
            (double)invited);
    }
    fclose(out);
}

static void levels(const char *directory)
{
    uint64_t seed = 4;
    FILE *out = open_method(directory, "levels", "a1,a2,a3,a4,a5,share_low,share_high,mean_low,mean_high");
    for (int i = 0; i < CASES; i++) {
        const struct counts a = five_points(&seed, 60);
        const struct interval share = interval_share(a.categories[FIGURE_FAVOURABLE], a.base, 0);
        const struct interval mean = interval_mean(&agree5, &a, 0, &(struct variance_prior){0, 0});
        ROW(out, a.values[0], a.values[1], a.values[2], a.values[3], a.values[4], share.low, share.high, mean.low, mean.high);
    }
    fclose(out);
}

// A line a case, a row a wave; what is said of the line stands in every row.
static void trends(const char *directory)
{
    uint64_t seed = 5;
    FILE *out = open_method(directory, "trends",
                            "case,day,value,variance,n,spread,slope,intercept,misfit,error,p,low,high,sen,sen_low,sen_high,s,mk_p,average,limit");
    for (int i = 0; i < CASES; i++) {
        struct trend_point points[MOST_WAVES];
        struct control_point watched[MOST_WAVES];
        const size_t count = 8 + random_below(&seed, MOST_WAVES - 7);
        double day = 19000 + 100 * random_uniform(&seed);
        for (size_t k = 0; k < count; k++) {
            day += 10 + 80 * random_uniform(&seed);
            const double n = 5 + random_below(&seed, 60), spread = 0.5 + random_uniform(&seed);
            double value = 3.5 + 0.3 * random_normal(&seed) + (i % 3) * 0.05 * (double)k;
            if (i % 2)
                value = round(5 * value) / 5; // ties
            points[k] = (struct trend_point){day, value, spread / n};
            watched[k] = (struct control_point){n, value, spread};
        }
        const struct trend_line line = trend_line(points, count);
        const struct trend_ranks ranks = trend_ranks(points, count);
        const struct control control = control_average(watched, count);
        for (size_t k = 0; k < count; k++)
            ROW(out, i, points[k].day, points[k].value, points[k].variance, watched[k].n, watched[k].variance, line.slope,
                line.intercept, line.misfit, line.error, line.p, line.interval.low, line.interval.high, ranks.slope,
                ranks.interval.low, ranks.interval.high, ranks.s, ranks.p, control.average, control.limit);
    }
    fclose(out);
}

// A company a case, a row a department.
static void ranks(const char *directory)
{
    uint64_t seed = 6;
    FILE *out = open_method(directory, "ranks",
                            "case,value,variance,chosen,base,mean,between,shrunk,error,better,alpha,beta,correlation,share,share_low,share_high,share_better");
    for (int i = 0; i < CASES; i++) {
        struct shrink_group groups[MOST_GROUPS];
        struct shrink_counts shares[MOST_GROUPS];
        const size_t count = 3 + random_below(&seed, MOST_GROUPS - 2);
        for (size_t k = 0; k < count; k++) {
            const double n = 5 + random_below(&seed, 80), shade = (i % 4) * 0.15 * random_normal(&seed);
            groups[k] = (struct shrink_group){3.5 + shade + random_normal(&seed) / sqrt(n), 1.0 / n};
            shares[k] = (struct shrink_counts){0, n};
            for (double person = 0; person < n; person++)
                shares[k].chosen += random_uniform(&seed) < 0.5 + shade;
        }
        const struct shrink_normal normal = shrink_normal(groups, count);
        const struct shrink_beta beta = shrink_beta(shares, count);
        for (size_t k = 0; k < count; k++) {
            const struct shrunk value = shrink_value(&normal, &groups[k]), share = shrink_share(&beta, &shares[k]);
            ROW(out, i, groups[k].value, groups[k].variance, shares[k].chosen, shares[k].base, normal.mean, normal.between,
                value.value, value.error, value.better, beta.alpha, beta.beta, beta.correlation, share.value,
                share.interval.low, share.interval.high, share.better);
        }
    }
    fclose(out);
}

static void discoveries(const char *directory)
{
    uint64_t seed = 7;
    FILE *out = open_method(directory, "discoveries", "case,p,bh,by");
    for (int i = 0; i < CASES; i++) {
        double p[MOST_GROUPS], bh[MOST_GROUPS], by[MOST_GROUPS];
        const size_t count = 1 + random_below(&seed, MOST_GROUPS);
        for (size_t k = 0; k < count; k++)
            p[k] = k % 4 == 3 ? p[k - 1] : pow(random_uniform(&seed), 2);
        discovery_control(p, count, bh);
        discovery_control_dependent(p, count, by);
        for (size_t k = 0; k < count; k++)
            ROW(out, i, p[k], bh[k], by[k]);
    }
    fclose(out);
}

int main(int count, char **arguments)
{
    if (count != 2)
        return 2;
    distributions(arguments[1]);
    mean_changes(arguments[1]);
    enps(arguments[1]);
    levels(arguments[1]);
    trends(arguments[1]);
    ranks(arguments[1]);
    discoveries(arguments[1]);
    return 0;
}
