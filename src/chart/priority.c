#include "chart/priority.h"
#include "script.h"

#include <math.h>

enum {
    WIDTH = 360,
    HEIGHT = 340,
    MOST = 500,
    LEFT = 44,
    TOP = 28,
    RIGHT = 12,
    BOTTOM = 44,
    BESIDE = 8,
    ROUND = 12
};

struct span {
    double low, high;
};

// A little more than what the points reach, so that none lies on a border.
static struct span widen(struct span span, double least, double most)
{
    const double more = fmax(0.08 * (span.high - span.low), 0.02 * (most - least));
    return (struct span){fmax(least, span.low - more), fmin(most, span.high + more)};
}

struct frame {
    struct span score, weight;
    double mean_score, mean_weight;
};

static struct frame frame_of(const struct chart_priority *priority)
{
    struct frame frame = {.score = {INFINITY, -INFINITY}};
    for (size_t i = 0; i < priority->count; i++) {
        const struct chart_priority_point *point = &priority->points[i];
        frame.score =
            (struct span){fmin(frame.score.low, point->score), fmax(frame.score.high, point->score)};
        frame.weight.high = fmax(frame.weight.high, point->weight);
        frame.mean_score += point->score / (double)priority->count;
        frame.mean_weight += point->weight / (double)priority->count;
    }
    frame.score = widen(frame.score, 0, 100);
    frame.weight = widen(frame.weight, 0, 1);
    return frame;
}

static double across(const struct frame *frame, double score)
{
    return LEFT +
           (score - frame->score.low) / (frame->score.high - frame->score.low) * (WIDTH - LEFT - RIGHT);
}

static double down(const struct frame *frame, double weight)
{
    return HEIGHT - BOTTOM -
           (weight - frame->weight.low) / (frame->weight.high - frame->weight.low) * (HEIGHT - TOP - BOTTOM);
}

static void draw_axes(struct script *script, const struct chart_priority *priority, const struct frame *frame)
{
    const double bottom = HEIGHT - BOTTOM, wide = WIDTH - LEFT - RIGHT;
    const double x_step = script_step(frame->score.high - frame->score.low);
    const double y_step = fmax(0.01, script_step(frame->weight.high - frame->weight.low));
    for (double x = ceil(frame->score.low / x_step - 1e-9) * x_step; x <= frame->score.high; x += x_step) {
        script_rule(script, across(frame, x), TOP, 0, bottom - TOP, ROLE_GRID);
        script_label(script, BLOCK_MIDDLE, across(frame, x), bottom + ROUND,
                     number_text(script->arena, &priority->head, x, x_step < 1 ? 1 : 0), ROLE_TICK);
    }
    for (double y = ceil(frame->weight.low / y_step - 1e-9) * y_step; y <= frame->weight.high; y += y_step) {
        script_rule(script, LEFT, down(frame, y), wide, 0, ROLE_GRID);
        script_label(script, BLOCK_RIGHT, LEFT - BESIDE, down(frame, y),
                     percent_text(script->arena, &priority->head, fmax(y, 0)), ROLE_TICK);
    }
    script_label(script, BLOCK_LEFT, 0, TOP / 2.0 - 2, priority->weight, ROLE_NOTE);
    script_label(script, BLOCK_RIGHT, WIDTH, HEIGHT - ROUND, priority->score, ROLE_NOTE);
}

// Up and down where the average score is, across where the average weight is: what matters lies above and to the left.
static void draw_averages(struct script *script, const struct frame *frame)
{
    script_row(script, BLOCK_REFERENCE, across(frame, frame->mean_score), TOP);
    script_row(script, BLOCK_REFERENCE, across(frame, frame->mean_score), HEIGHT - BOTTOM);
    script_gap(script, BLOCK_REFERENCE);
    script_row(script, BLOCK_REFERENCE, LEFT, down(frame, frame->mean_weight));
    script_row(script, BLOCK_REFERENCE, WIDTH - RIGHT, down(frame, frame->mean_weight));
}

// Numbers that would lie on one another say nothing: a later one is left out where an earlier one stands.
struct place {
    double x, y;
};

static bool is_free(const struct place *taken, size_t count, double x, double y)
{
    for (size_t i = 0; i < count; i++)
        if (fabs(taken[i].x - x) < 2 * ROUND && fabs(taken[i].y - y) < ROUND)
            return false;
    return true;
}

static void draw_numbers(struct script *script, const struct chart_priority *priority,
                         const struct frame *frame)
{
    struct place *taken = ARENA_ARRAY(script->arena, priority->count, struct place);
    size_t count = 0;
    for (size_t i = 0; i < priority->count; i++) {
        const double x = across(frame, priority->points[i].score),
                     y = down(frame, priority->points[i].weight);
        const bool near_end = x > WIDTH - RIGHT - 3 * BESIDE;
        const double at = near_end ? x - BESIDE : x + BESIDE;
        if (!is_free(taken, count, at, y))
            continue;
        taken[count++] = (struct place){at, y};
        script_label(script, near_end ? BLOCK_RIGHT : BLOCK_LEFT, at, y,
                     number_text(script->arena, &priority->head, (double)i + 1, 0),
                     i < priority->marked ? ROLE_VALUE : ROLE_TICK);
    }
}

bool chart_priority(struct chart_pool *pool, struct arena *arena, const struct chart_priority *priority,
                    char **svg, struct error *err)
{
    if (priority->count == 0 || priority->count > MOST)
        return FAIL(err, ERROR_LIMIT, "a chart of priorities has 1 to %d points, not %zu", MOST,
                    priority->count);
    AUTO(script) struct script script = {.arena = arena, .width = WIDTH, .height = HEIGHT};
    const struct frame frame = frame_of(priority);
    draw_axes(&script, priority, &frame);
    draw_averages(&script, &frame);
    for (size_t i = priority->count; i-- > 0;) // the first ones on top
        script_row(&script, BLOCK_POINT, across(&frame, priority->points[i].score),
                   down(&frame, priority->points[i].weight),
                   ROLE_COLOUR + (i < priority->marked ? ROLE_FALL : ROLE_POINT));
    draw_numbers(&script, priority, &frame);
    return script_draw(&script, pool, "priority", &priority->head, svg, err);
}
