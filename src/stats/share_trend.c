#include "stats/share_trend.h"
#include "stats/distribution.h"

#include <math.h>

struct sums {
    size_t groups;
    double users, total, score; // score: its average over the total
};

static struct sums add_up(const struct share_group *groups, size_t count)
{
    struct sums sums = {0};
    for (size_t i = 0; i < count; i++) {
        sums.groups += groups[i].total > 0;
        sums.users += groups[i].users;
        sums.total += groups[i].total;
        sums.score += groups[i].total * groups[i].score;
    }
    sums.score = sums.total > 0 ? sums.score / sums.total : 0;
    return sums;
}

static void share_halves(const struct share_group *groups, size_t count, double average, struct share_trend *trend)
{
    double users[2] = {0}, total[2] = {0};
    for (size_t i = 0; i < count; i++) {
        const bool higher = groups[i].score >= average;
        users[higher] += groups[i].users;
        total[higher] += groups[i].total;
    }
    trend->lower = users[0] / total[0];
    trend->higher = users[1] / total[1];
}

// What the groups themselves show around the fitted line, each residual enlarged by what its group has drawn the line to itself.
static double spread_shown(const struct share_group *groups, size_t count, const struct sums *sums, double slope)
{
    double spread = 0, shown = 0;
    for (size_t i = 0; i < count; i++)
        spread += groups[i].total * (groups[i].score - sums->score) * (groups[i].score - sums->score);
    for (size_t i = 0; i < count; i++) {
        const double distance = groups[i].score - sums->score;
        const double leverage = groups[i].total / sums->total + groups[i].total * distance * distance / spread;
        const double residual = groups[i].users - groups[i].total * (sums->users / sums->total + slope * distance);
        shown += leverage < 1 ? residual * residual * distance * distance / (1 - leverage) : 0;
    }
    return shown;
}

bool share_trend_test(const struct share_group *groups, size_t count, struct share_trend *trend)
{
    const struct sums sums = add_up(groups, count);
    const double share = sums.users / sums.total, variance = share * (1 - share);
    if (sums.groups < SHARE_TREND_LEAST || !(variance > 0))
        return false;
    double along = 0, spread = 0, left = 0;
    for (size_t i = 0; i < count; i++) {
        const double expected = groups[i].total * share, distance = groups[i].score - sums.score;
        if (groups[i].total <= 0)
            continue;
        along += groups[i].users * distance;
        spread += groups[i].total * distance * distance;
        left += (groups[i].users - expected) * (groups[i].users - expected) / (expected * (1 - share));
    }
    if (!(spread > 0))
        return false;
    const double z = along / sqrt(variance * spread), freedom = (double)sums.groups - 2;
    const double dispersion = fmax(1, (left - z * z) / freedom);
    const double robust = spread_shown(groups, count, &sums, along / spread) / (variance * spread);
    *trend = (struct share_trend){
        .groups = sums.groups,
        .p = student_two_sided(z / sqrt(fmax(dispersion, robust)), freedom),
    };
    share_halves(groups, count, sums.score, trend);
    return true;
}
