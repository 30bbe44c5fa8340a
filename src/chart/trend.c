#include "chart/trend.h"
#include "script.h"
#include "text.h"

#include <math.h>
#include <string.h>

enum { WIDTH = 360, HEIGHT = 216, MOST_POINTS = 400, LABEL_ROOM = 96, CROWDED = 24 };

// Of the height of the plot: the distance of a mark and half its size.
#define MARK_SHARE 0.1

struct axis {
    double low, high, step;
    int decimals;
};

// Where the values are drawn, in units of the drawing.
struct plot {
    double left, right, top, bottom;
    struct axis axis;
    double *x; // of each point
};

struct span {
    double low, high;
};

static void widen(struct span *span, double value)
{
    if (!isfinite(value))
        return;
    span->low = fmin(span->low, value);
    span->high = fmax(span->high, value);
}

// Where a mark is tied to: the end of the interval on its side, or the point itself.
static double mark_edge(const struct chart_trend_point *point)
{
    if (point->mark == CHART_MARK_RISE)
        return isfinite(point->high) ? fmax(point->value, point->high) : point->value;
    return isfinite(point->low) ? fmin(point->value, point->low) : point->value;
}

// What the values, intervals and references reach; everything that the figure can be when nothing is published.
static struct span extent_of(const struct chart_trend *trend)
{
    struct span span = {INFINITY, -INFINITY};
    for (size_t i = 0; i < trend->count; i++) {
        const struct chart_trend_point *point = &trend->points[i];
        widen(&span, point->value);
        widen(&span, point->reference);
        if (isfinite(point->value)) {
            widen(&span, point->low);
            widen(&span, point->high);
        }
    }
    return span.low <= span.high ? span : (struct span){trend->least, trend->most};
}

// A triangle stands above or below the interval and must not be pressed onto the point.
static void add_room_for_marks(const struct chart_trend *trend, struct span *span)
{
    const double room = (span->high - span->low) * MARK_SHARE;
    for (size_t i = 0; i < trend->count; i++) {
        const struct chart_trend_point *point = &trend->points[i];
        if (point->mark == CHART_MARK_RISE)
            span->high = fmax(span->high, mark_edge(point) + room);
        else if (point->mark == CHART_MARK_FALL)
            span->low = fmin(span->low, mark_edge(point) - room);
    }
}

// At least as much as `trend->span`, and never beyond what the figure can be.
static void stretch(const struct chart_trend *trend, struct span *span)
{
    double missing = fmin(trend->span, trend->most - trend->least) - (span->high - span->low);
    if (missing > 0) {
        span->low -= missing / 2;
        span->high += missing / 2;
    }
    double shift = fmax(trend->least - span->low, 0) - fmax(span->high - trend->most, 0);
    span->low = fmax(span->low + shift, trend->least);
    span->high = fmin(span->high + shift, trend->most);
    if (!(span->high > span->low))
        span->high = span->low + 1;
}

static struct axis axis_of(const struct chart_trend *trend)
{
    struct span span = extent_of(trend);
    stretch(trend, &span);
    add_room_for_marks(trend, &span);
    stretch(trend, &span);
    struct axis axis = {.step = script_step(span.high - span.low)};
    axis.low = fmax(floor(span.low / axis.step + 1e-9) * axis.step, trend->least);
    axis.high = fmin(ceil(span.high / axis.step - 1e-9) * axis.step, trend->most);
    axis.decimals = axis.step >= 1 - 1e-9 ? 0 : axis.step >= 0.1 - 1e-9 ? 1 : 2;
    return axis;
}

static double height_of(const struct plot *plot, double value)
{
    double share = (value - plot->axis.low) / (plot->axis.high - plot->axis.low);
    return plot->bottom - fmax(0, fmin(1, share)) * (plot->bottom - plot->top);
}

static bool days_grow(const struct chart_trend *trend)
{
    for (size_t i = 0; i < trend->count; i++)
        if (!isfinite(trend->points[i].day) || (i > 0 && trend->points[i].day <= trend->points[i - 1].day))
            return false;
    return true;
}

static void place_points(const struct chart_trend *trend, struct plot *plot, struct arena *arena)
{
    const double inset = 12;
    double left = plot->left + inset, right = plot->right - inset;
    bool real_time = days_grow(trend);
    size_t last = trend->count - 1;
    double first_day = trend->points[0].day, days = trend->points[last].day - first_day;
    plot->x = ARENA_ARRAY(arena, trend->count, double);
    for (size_t i = 0; i < trend->count; i++) {
        double share = last == 0   ? 0.5
                       : real_time ? (trend->points[i].day - first_day) / days
                                   : (double)i / (double)last;
        plot->x[i] = left + share * (right - left);
    }
}

static void draw_axis(struct script *script, const struct chart_trend *trend, const struct plot *plot)
{
    const struct axis *axis = &plot->axis;
    for (double tick = ceil(axis->low / axis->step - 1e-9) * axis->step;
         tick <= axis->high + axis->step * 1e-6; tick += axis->step) {
        double y = height_of(plot, tick);
        bool zero = fabs(tick) < axis->step * 1e-6 && trend->least < 0;
        script_rule(script, plot->left, y, plot->right - plot->left, 0, zero ? ROLE_AXIS : ROLE_GRID);
        script_label(script, BLOCK_RIGHT, plot->left - 7, y,
                     number_text(script->arena, &trend->head, zero ? 0 : tick, axis->decimals), ROLE_TICK);
    }
}

struct wave_label {
    const char *text;
    double left, right; // its extent
    bool kept;
};

// Keeps from the last to the first what does not overlap; the first one is kept in any case.
static void thin_out(struct wave_label *labels, size_t count)
{
    const double gap = 9;
    double free_until = INFINITY;
    for (size_t i = count; i-- > 0;) {
        labels[i].kept = labels[i].right + gap <= free_until;
        if (labels[i].kept)
            free_until = labels[i].left;
    }
    if (labels[0].kept || labels[0].right + gap > labels[count - 1].left)
        return;
    labels[0].kept = true;
    for (size_t i = 1; i + 1 < count; i++)
        if (labels[i].left < labels[0].right + gap)
            labels[i].kept = false;
}

static void draw_waves(struct script *script, const struct chart_trend *trend, const struct plot *plot)
{
    double size = chart_looks[ROLE_TICK].size;
    struct wave_label *labels = ARENA_ARRAY(script->arena, trend->count, struct wave_label);
    for (size_t i = 0; i < trend->count; i++) {
        const char *text = trend->points[i].label ? trend->points[i].label : "";
        labels[i].text = text_fit(script->arena, text, size, LABEL_ROOM);
        double half = text_width(labels[i].text, size) / 2;
        double middle = fmin(fmax(plot->x[i], half), WIDTH - half);
        labels[i].left = middle - half;
        labels[i].right = middle + half;
    }
    thin_out(labels, trend->count);
    for (size_t i = 0; i < trend->count; i++) {
        script_rule(script, plot->x[i], plot->bottom + 3, 0, labels[i].kept ? 5 : 3, ROLE_AXIS);
        if (labels[i].kept)
            script_label(script, BLOCK_MIDDLE, (labels[i].left + labels[i].right) / 2, plot->bottom + 19,
                         labels[i].text, ROLE_TICK);
    }
}

// True when a line leads from the point before to this one.
static bool continues(const struct chart_trend *trend, size_t i)
{
    return i > 0 && i < trend->count && !trend->points[i].breaks && isfinite(trend->points[i - 1].value) &&
           isfinite(trend->points[i].value);
}

static void draw_interval(struct script *script, const struct chart_trend *trend, const struct plot *plot,
                          size_t i)
{
    const struct chart_trend_point *point = &trend->points[i];
    if (!isfinite(point->low) || !isfinite(point->high)) {
        script_gap(script, BLOCK_BAND);
        return;
    }
    double top = height_of(plot, point->high), bottom = height_of(plot, point->low);
    if (!continues(trend, i))
        script_gap(script, BLOCK_BAND);
    script_row(script, BLOCK_BAND, plot->x[i], top, bottom);
    if (!continues(trend, i) && !continues(trend, i + 1)) { // alone: a band would have no width
        script_rule(script, plot->x[i], top, 0, bottom - top, ROLE_WHISKER);
        script_rule(script, plot->x[i] - 4, top, 8, 0, ROLE_WHISKER);
        script_rule(script, plot->x[i] - 4, bottom, 8, 0, ROLE_WHISKER);
    }
}

static void draw_mark(struct script *script, const struct plot *plot, const struct chart_trend_point *point,
                      double x)
{
    const double away = 11;
    bool rise = point->mark == CHART_MARK_RISE;
    double y = height_of(plot, mark_edge(point));
    if (rise)
        script_row(script, BLOCK_RISE, x, fmax(y - away, 8));
    else
        script_row(script, BLOCK_FALL, x, fmin(y + away, plot->bottom - 6));
}

static void draw_points(struct script *script, const struct chart_trend *trend, const struct plot *plot)
{
    for (size_t i = 0; i < trend->count; i++) {
        const struct chart_trend_point *point = &trend->points[i];
        double x = plot->x[i];
        if (point->breaks && i > 0)
            script_rule(script, (plot->x[i - 1] + x) / 2, plot->top, 0, plot->bottom - plot->top, ROLE_BREAK);
        if (!isfinite(point->reference) || point->breaks)
            script_gap(script, BLOCK_REFERENCE);
        if (isfinite(point->reference))
            script_row(script, BLOCK_REFERENCE, x, height_of(plot, point->reference));
        if (!isfinite(point->value))
            continue;
        draw_interval(script, trend, plot, i);
        if (!continues(trend, i))
            script_gap(script, BLOCK_LINE);
        script_row(script, BLOCK_LINE, x, height_of(plot, point->value));
        // Where waves are many the line is enough, but a wave without a line must not disappear.
        bool alone = !continues(trend, i) && !continues(trend, i + 1);
        if (trend->count <= CROWDED || alone || i + 1 == trend->count || point->mark != CHART_MARK_NONE)
            script_row(script, BLOCK_POINT, x, height_of(plot, point->value), ROLE_COLOUR + ROLE_POINT);
        if (point->mark != CHART_MARK_NONE)
            draw_mark(script, plot, point, x);
    }
}

// The number of the last published wave stands beside it; above it when other waves follow. What can be negative bears
// its sign, as in the text of the page.
static void draw_last_value(struct script *script, const struct chart_trend *trend, const struct plot *plot)
{
    size_t i = trend->count;
    while (i > 0 && !isfinite(trend->points[i - 1].value))
        i--;
    if (i == 0)
        return;
    const struct chart_trend_point *point = &trend->points[i - 1];
    const char *text = trend->least < 0
                           ? signed_text(script->arena, &trend->head, point->value, trend->decimals)
                           : number_text(script->arena, &trend->head, point->value, trend->decimals);
    double y = height_of(plot, point->value);
    if (i == trend->count)
        script_label(script, BLOCK_LEFT, plot->x[i - 1] + 9, y, text, ROLE_VALUE);
    else
        script_label(script, BLOCK_MIDDLE, plot->x[i - 1], fmax(y - 14, 8), text, ROLE_VALUE);
}

static double tick_room(struct arena *arena, const struct chart_trend *trend, const struct axis *axis)
{
    double size = chart_looks[ROLE_TICK].size;
    return fmax(text_width(number_text(arena, &trend->head, axis->low, axis->decimals), size),
                text_width(number_text(arena, &trend->head, axis->high, axis->decimals), size));
}

bool chart_trend(struct chart_pool *pool, struct arena *arena, const struct chart_trend *trend, char **svg,
                 struct error *err)
{
    if (trend->count == 0 || trend->count > MOST_POINTS)
        return FAIL(err, ERROR_LIMIT, "a trend chart has 1 to %d waves, not %zu", MOST_POINTS, trend->count);
    AUTO(script) struct script script = {.arena = arena, .width = WIDTH, .height = HEIGHT};
    struct plot plot = {.axis = axis_of(trend), .top = 14, .bottom = HEIGHT - 32};
    plot.left = tick_room(arena, trend, &plot.axis) + 9;
    double widest = text_width(number_text(arena, &trend->head, trend->least, trend->decimals),
                               chart_looks[ROLE_VALUE].size);
    plot.right = WIDTH - fmin(fmax(widest, 24), 60);
    if (trend->reference)
        plot.top += script_key(&script, 0, (struct script_key[]){{ROLE_REFERENCE, trend->reference}}, 1);
    place_points(trend, &plot, arena);
    draw_axis(&script, trend, &plot);
    draw_waves(&script, trend, &plot);
    draw_points(&script, trend, &plot);
    draw_last_value(&script, trend, &plot);
    return script_draw(&script, pool, "trend", &trend->head, svg, err);
}
