#include "chart/rank.h"
#include "script.h"
#include "text.h"

#include <math.h>

enum { WIDTH = 360, MOST_ROWS = 100, LABEL = 18, ROW = 36, AXIS = 24, SIDE = 8, VALUE_ROOM = 52, CAP = 4 };

struct span {
    double low, high;
};

// What the intervals and the line to compare with reach.
static struct span span_of(const struct chart_rank *rank)
{
    struct span span = {INFINITY, -INFINITY};
    for (size_t i = 0; i < rank->count; i++) {
        span.low = fmin(span.low, rank->rows[i].low);
        span.high = fmax(span.high, rank->rows[i].high);
    }
    if (isfinite(rank->reference))
        span = (struct span){fmin(span.low, rank->reference), fmax(span.high, rank->reference)};
    span = (struct span){fmax(span.low, rank->least), fmin(span.high, rank->most)};
    return span.high > span.low ? span : (struct span){rank->least, rank->most};
}

static double place(const struct span *span, double value)
{
    const double share = (value - span->low) / (span->high - span->low);
    return SIDE + fmax(0, fmin(1, share)) * (WIDTH - VALUE_ROOM - 2 * SIDE);
}

static const char *value_text(const struct script *script, const struct chart_rank *rank, double value, int decimals)
{
    return rank->least < 0 ? signed_text(script->arena, &rank->head, value, decimals)
                           : number_text(script->arena, &rank->head, value, decimals);
}

// The name stands above its dot, so that it has the whole width.
static void draw_row(struct script *script, const struct chart_rank *rank, const struct span *span,
                     const struct chart_rank_row *row, double top)
{
    const double y = top + LABEL + 7, low = place(span, row->low), high = place(span, row->high);
    const char *label = text_fit(script->arena, row->label, chart_looks[ROLE_LABEL].size, WIDTH);
    script_label(script, BLOCK_LEFT, 0, top + LABEL / 2.0, label, ROLE_LABEL);
    script_rule(script, low, y, high - low, 0, ROLE_WHISKER);
    script_rule(script, low, y - CAP, 0, 2 * CAP, ROLE_WHISKER);
    script_rule(script, high, y - CAP, 0, 2 * CAP, ROLE_WHISKER);
    script_row(script, BLOCK_POINT, place(span, row->value), y, ROLE_COLOUR + ROLE_POINT);
    script_label(script, BLOCK_RIGHT, WIDTH, y, value_text(script, rank, row->value, rank->decimals), ROLE_VALUE);
}

static void draw_axis(struct script *script, const struct chart_rank *rank, const struct span *span, double top, double bottom)
{
    const double step = script_step(0.6 * (span->high - span->low)); // the numbers are short
    const int decimals = step >= 1 - 1e-9 ? 0 : step >= 0.1 - 1e-9 ? 1 : 2;
    for (double tick = ceil(span->low / step - 1e-9) * step; tick <= span->high + step * 1e-6; tick += step) {
        const double value = fabs(tick) < step * 1e-6 ? 0 : tick;
        script_rule(script, place(span, value), top, 0, bottom - top, ROLE_GRID);
        script_label(script, BLOCK_MIDDLE, fmax(place(span, value), 2 * SIDE), bottom + AXIS / 2.0,
                     value_text(script, rank, value, decimals), ROLE_TICK);
    }
}

bool chart_rank(struct chart_pool *pool, struct arena *arena, const struct chart_rank *rank, char **svg, struct error *err)
{
    if (rank->count == 0 || rank->count > MOST_ROWS)
        return FAIL(err, ERROR_LIMIT, "a chart of departments has 1 to %d of them, not %zu", MOST_ROWS, rank->count);
    AUTO(script) struct script script = {.arena = arena, .width = WIDTH};
    const bool compares = isfinite(rank->reference);
    const struct script_key key[] = {{ROLE_WHISKER, rank->interval}, {ROLE_REFERENCE, rank->name}};
    const struct span span = span_of(rank);
    const double top = script_key(&script, 0, key, compares ? 2 : 1) + 8;
    double y = top;
    const double bottom = top + ROW * (double)(rank->count + (rank->gap > 0));
    draw_axis(&script, rank, &span, top, bottom);
    for (size_t i = 0; i < rank->count; i++) {
        if (rank->gap > 0 && i == rank->gap) {
            script_label(&script, BLOCK_LEFT, 0, y + ROW / 2.0 - 4, rank->left_out, ROLE_NOTE);
            y += ROW;
        }
        draw_row(&script, rank, &span, &rank->rows[i], y);
        y += ROW;
    }
    if (compares) {
        script_row(&script, BLOCK_REFERENCE, place(&span, rank->reference), top);
        script_row(&script, BLOCK_REFERENCE, place(&span, rank->reference), bottom);
    }
    script.height = bottom + AXIS;
    return script_draw(&script, pool, "rank", &rank->head, svg, err);
}
