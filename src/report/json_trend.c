#include "json_trend.h"
#include "json_write.h"
#include "stats/mean_change.h"

#include <math.h>

void json_effect(struct buffer *out, bool *first, const struct change_effect *effect)
{
    bool inner = true;
    if (!isnan(effect->delta)) {
        key(out, first, "effect");
        buffer_text(out, "{");
        put_number(out, &inner, "rank_p", effect->rank_p);
        put_number(out, &inner, "delta", effect->delta);
        put_text(out, &inner, "size", cliff_size(effect->delta));
        put_number(out, &inner, "g", effect->g);
        buffer_text(out, "}");
    }
    if (isnan(effect->favourable))
        return;
    inner = true;
    key(out, first, "favourable");
    buffer_text(out, "{");
    put_number(out, &inner, "difference", effect->favourable);
    put_number(out, &inner, "low", effect->favourable_interval.low);
    put_number(out, &inner, "high", effect->favourable_interval.high);
    buffer_text(out, "}");
}

void json_trend(struct buffer *out, bool *first, const struct trend *trend)
{
    bool inner = true;
    key(out, first, "trend");
    buffer_text(out, "{");
    if (trend->waves > 0) {
        put_count(out, &inner, "waves", trend->waves);
        put_number(out, &inner, "slope", trend->slope);
        put_number(out, &inner, "low", trend->interval.low);
        put_number(out, &inner, "high", trend->interval.high);
        put_number(out, &inner, "p", trend->p);
        put_number(out, &inner, "q", trend->q);
        put_bool(out, &inner, "detectable", trend->detectable);
    }
    if (trend->waves > 0 && trend->watched) {
        put_number(out, &inner, "rank_slope", trend->rank_slope);
        put_number(out, &inner, "rank_low", trend->rank_interval.low);
        put_number(out, &inner, "rank_high", trend->rank_interval.high);
        put_number(out, &inner, "rank_p", trend->rank_p);
        put_number(out, &inner, "average", trend->average);
        put_number(out, &inner, "limit", trend->limit);
        put_bool(out, &inner, "alarm", trend->alarm);
    }
    buffer_text(out, "}");
}

static void put_shrunk(struct buffer *out, bool *first, const struct shrunk *shrunk)
{
    put_number(out, first, "value", shrunk->value);
    put_number(out, first, "low", shrunk->interval.low);
    put_number(out, first, "high", shrunk->interval.high);
    put_number(out, first, "better", shrunk->better);
}

void json_rank(struct buffer *out, bool *first, const struct rank *rank)
{
    bool inner = true, innermost = true;
    key(out, first, "rank");
    buffer_text(out, "{");
    if (rank->departments > 0) {
        put_count(out, &inner, "departments", rank->departments);
        put_shrunk(out, &inner, &rank->value);
    }
    if (rank->departments > 0 && !isnan(rank->favourable.value)) {
        key(out, &inner, "favourable");
        buffer_text(out, "{");
        put_shrunk(out, &innermost, &rank->favourable);
        buffer_text(out, "}");
    }
    buffer_text(out, "}");
}
