#include "chart/bars.h"
#include "script.h"
#include "text.h"

#include <math.h>

enum {
    WIDTH = 440,
    MOST_BARS = 200,
    LINE = 17,
    BAR = 20,
    BELOW = 10,
    GAP = 13,
    NUMBER_ROOM = 9,
    MOST_LINES = 3
};

// One share with its number in it, when there is room for the number.
static double draw_share(struct script *script, const struct chart_head *head, double left, double top,
                         double share, enum chart_role role, enum chart_role on)
{
    double right = left + share * WIDTH;
    const char *number = percent_text(script->arena, head, share);
    script_box(script, left, top, right, top + BAR, role);
    if (text_width(number, chart_looks[on].size) + NUMBER_ROOM <= right - left)
        script_label(script, BLOCK_MIDDLE, (left + right) / 2, top + BAR / 2.0, number, on);
    return right;
}

static void draw_shares(struct script *script, const struct chart_head *head, double top,
                        const double shares[3])
{
    double left = draw_share(script, head, 0, top, shares[0], ROLE_FAVOURABLE, ROLE_ON_FAVOURABLE);
    left = draw_share(script, head, left, top, shares[1], ROLE_NEUTRAL, ROLE_ON_NEUTRAL);
    draw_share(script, head, left, top, shares[2], ROLE_UNFAVOURABLE, ROLE_ON_UNFAVOURABLE);
}

// The interval runs below the bar, on the same scale, where it covers no number.
static void draw_whisker(struct script *script, double y, double low, double middle, double high)
{
    script_rule(script, low * WIDTH, y, (high - low) * WIDTH, 0, ROLE_WHISKER);
    script_rule(script, low * WIDTH, y - 3, 0, 6, ROLE_WHISKER);
    script_rule(script, high * WIDTH, y - 3, 0, 6, ROLE_WHISKER);
    script_rule(script, middle * WIDTH, y - 5, 0, 5, ROLE_WHISKER);
}

static void draw_hidden(struct script *script, double top, enum figure_status status, const char *word)
{
    enum chart_role role = status == FIGURE_BELOW_MINIMUM     ? ROLE_BELOW_MINIMUM
                           : status == FIGURE_PROTECTS_OTHERS ? ROLE_PROTECTS_OTHERS
                                                              : ROLE_TRACK;
    const char *text = text_fit(script->arena, word ? word : "", chart_looks[ROLE_GLYPH].size, WIDTH - 60);
    double end = text_width(text, chart_looks[ROLE_GLYPH].size) + 14;
    script_label(script, BLOCK_LEFT, 0, top + BAR / 2.0, text, ROLE_GLYPH);
    script_box(script, fmin(end, WIDTH - 20), top, WIDTH, top + BAR, role);
}

// Returns where the next bar begins.
static double draw_bar(struct script *script, const struct chart_bars *bars, const struct chart_bar *bar,
                       double top)
{
    const char *lines[MOST_LINES];
    const char *note =
        text_fit(script->arena, bar->note ? bar->note : "", chart_looks[ROLE_NOTE].size, WIDTH / 3.0);
    double note_room = *note ? text_width(note, chart_looks[ROLE_NOTE].size) + 14 : 0;
    size_t count = text_wrap(script->arena, bar->label ? bar->label : "", chart_looks[ROLE_LABEL].size,
                             WIDTH - note_room, MOST_LINES, lines);
    for (size_t i = 0; i < count; i++)
        script_label(script, BLOCK_LEFT, 0, top + LINE * ((double)i + 0.5), lines[i], ROLE_LABEL);
    if (*note)
        script_label(script, BLOCK_RIGHT, WIDTH, top + LINE / 2.0, note, ROLE_NOTE);
    double y = top + LINE * (double)count + 3;
    if (bar->status == FIGURE_PUBLISHED) {
        draw_shares(script, &bars->head, y, (double[]){bar->favourable, bar->neutral, bar->unfavourable});
        if (isfinite(bar->low) && isfinite(bar->high))
            draw_whisker(script, y + BAR + 5, bar->low, bar->favourable, bar->high);
    } else {
        draw_hidden(script, y, bar->status, bars->hidden[bar->status]);
        return y + BAR + GAP;
    }
    return y + BAR + BELOW + GAP;
}

bool chart_bars(struct chart_pool *pool, struct arena *arena, const struct chart_bars *bars, char **svg,
                struct error *err)
{
    if (bars->count == 0 || bars->count > MOST_BARS)
        return FAIL(err, ERROR_LIMIT, "a bar chart has 1 to %d questions, not %zu", MOST_BARS, bars->count);
    AUTO(script) struct script script = {.arena = arena, .width = WIDTH};
    const struct script_key key[] = {{ROLE_FAVOURABLE, bars->favourable},
                                     {ROLE_NEUTRAL, bars->neutral},
                                     {ROLE_UNFAVOURABLE, bars->unfavourable},
                                     {ROLE_WHISKER, bars->interval}};
    double y = script_key(&script, 0, key, LENGTH(key)) + 12;
    for (size_t i = 0; i < bars->count; i++)
        y = draw_bar(&script, bars, &bars->bars[i], y);
    script.height = y - GAP + 2;
    return script_draw(&script, pool, "bars", &bars->head, svg, err);
}
