#include "stats/change.h"

#include "base/arena.h"
#include "stats/apportion.h"
#include "stats/discovery.h"
#include "stats/distribution.h"
#include "stats/enps_change.h"
#include "stats/mean_change.h"
#include <math.h>

static void compute_enps(const struct counts *earlier, const struct counts *now, struct change *change)
{
    // Weighted answers are tested as the people of equal weight that they are worth.
    const struct counts first = apportion_effective(earlier), second = apportion_effective(now);
    const bool small = first.n < FIGURE_TOP_CODED_BELOW || second.n < FIGURE_TOP_CODED_BELOW;
    change->difference = counts_enps(now) - counts_enps(earlier);
    change->interval = enps_change_interval(&first, &second);
    change->p = small ? enps_change_exact(&first, &second) : enps_change_pooled(&first, &second);
}

static void compute_mean(const struct figure_scale *scale, const struct counts *earlier,
                         const struct counts *now, struct change *change)
{
    const struct welch_test test = welch_test(scale, earlier, now);
    change->difference = test.difference;
    change->interval = test.interval;
    change->p = test.p;
    const struct counts first = apportion_effective(earlier), second = apportion_effective(now);
    const struct share_test share = share_test(&first, &second);
    change->effect.favourable =
        counts_share(now, FIGURE_FAVOURABLE) - counts_share(earlier, FIGURE_FAVOURABLE);
    change->effect.favourable_interval = share.interval;
    if (earlier->spread_hidden || now->spread_hidden) // ranks would tell how their answers spread
        return;
    const struct rank_test ranks = rank_test(&first, &second);
    change->effect.rank_p = ranks.p;
    change->effect.delta = ranks.delta;
    change->effect.g = hedges_g(&first, &second);
}

void change_compute(const struct figure_scale *scale, const struct counts *earlier, const struct counts *now,
                    struct change *change)
{
    *change = (struct change){.status = CHANGE_NONE, .effect = {NAN, NAN, NAN, NAN, {NAN, NAN}}};
    if (earlier->n == 0 || now->n == 0)
        return;
    change->status = CHANGE_COMPARED;
    if (scale->enps)
        compute_enps(earlier, now, change);
    else
        compute_mean(scale, earlier, now, change);
    change->q = change->p;
}

void change_control(struct change *const *changes, size_t count)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct change **compared = ARENA_ARRAY(arena, count, struct change *);
    double *q = ARENA_ARRAY(arena, count, double);
    size_t family = 0;
    for (size_t i = 0; i < count; i++) {
        if (changes[i]->status != CHANGE_COMPARED)
            continue;
        q[family] = changes[i]->p;
        compared[family++] = changes[i];
    }
    discovery_control(q, family, q);
    for (size_t i = 0; i < family; i++) {
        compared[i]->q = q[i];
        compared[i]->detectable = q[i] <= CHANGE_DISCOVERY_RATE;
    }
}

struct estimate change_estimate(const struct change *change)
{
    const double width = change->interval.high - change->interval.low;
    return (struct estimate){change->difference, width / (2.0 * NORMAL_95)};
}

struct comparison change_compare(const struct estimate *treated, const struct estimate *rest)
{
    const double difference = treated->value - rest->value, error = hypot(treated->error, rest->error);
    const double half = NORMAL_95 * error;
    const double certain = difference == 0.0 ? 1.0 : 0.0;
    return (struct comparison){difference,
                               {difference - half, difference + half},
                               error > 0.0 ? normal_two_sided(difference / error) : certain};
}
