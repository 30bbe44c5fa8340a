#include "chart/bars.h"
#include "script.h"
#include "text.h"

#include <math.h>

enum {
    NARROW = 360,
    WIDE = 960,
    WIDE_LABEL = 400,
    WIDE_GAP = 28,
    WIDE_NOTE = 90,
    MOST_BARS = 200,
    LINE = 17,
    BAR = 20,
    BELOW = 10,
    GAP = 13,
    NUMBER_ROOM = 9,
    MOST_LINES = 3
};

// Where things stand from left to right: questions above their bars, or beside them where there is width.
struct layout {
    bool wide;
    double width, label; // of the drawing, of a question
    double left, bar;    // of the bars: where they begin, how long 100 % is
};

static struct layout layout_of(bool wide)
{
    if (!wide)
        return (struct layout){false, NARROW, NARROW, 0, NARROW};
    const double left = WIDE_LABEL + WIDE_GAP;
    return (struct layout){true, WIDE, WIDE_LABEL, left, WIDE - left - WIDE_NOTE};
}

// One share with its number in it, when there is room for the number.
static double draw_share(struct script *script, const struct chart_head *head, double left, double right,
                         double top, double share, const enum chart_role roles[2])
{
    const char *number = percent_text(script->arena, head, share);
    script_box(script, left, top, right, top + BAR, roles[0]);
    if (text_width(number, chart_looks[roles[1]].size) + NUMBER_ROOM <= right - left)
        script_label(script, BLOCK_MIDDLE, (left + right) / 2, top + BAR / 2.0, number, roles[1]);
    return right;
}

static void draw_shares(struct script *script, const struct chart_head *head, const struct layout *layout,
                        double top, const double shares[3])
{
    static const enum chart_role roles[][2] = {{ROLE_FAVOURABLE, ROLE_ON_FAVOURABLE},
                                               {ROLE_NEUTRAL, ROLE_ON_NEUTRAL},
                                               {ROLE_UNFAVOURABLE, ROLE_ON_UNFAVOURABLE}};
    double left = layout->left;
    for (size_t i = 0; i < LENGTH(roles); i++)
        left = draw_share(script, head, left, left + shares[i] * layout->bar, top, shares[i], roles[i]);
}

// The interval runs below the bar, on the same scale, where it covers no number.
static void draw_whisker(struct script *script, const struct layout *layout, double y,
                         const struct chart_bar *bar)
{
    const double low = layout->left + bar->low * layout->bar, high = layout->left + bar->high * layout->bar;
    script_rule(script, low, y, high - low, 0, ROLE_WHISKER);
    script_rule(script, low, y - 3, 0, 6, ROLE_WHISKER);
    script_rule(script, high, y - 3, 0, 6, ROLE_WHISKER);
    script_rule(script, layout->left + bar->favourable * layout->bar, y - 5, 0, 5, ROLE_WHISKER);
}

static void draw_hidden(struct script *script, const struct layout *layout, double top,
                        enum figure_status status, const char *word)
{
    enum chart_role role = status == FIGURE_BELOW_MINIMUM     ? ROLE_BELOW_MINIMUM
                           : status == FIGURE_PROTECTS_OTHERS ? ROLE_PROTECTS_OTHERS
                                                              : ROLE_TRACK;
    const char *text =
        text_fit(script->arena, word ? word : "", chart_looks[ROLE_GLYPH].size, layout->bar - 60);
    double end = text_width(text, chart_looks[ROLE_GLYPH].size) + 14;
    script_label(script, BLOCK_LEFT, layout->left, top + BAR / 2.0, text, ROLE_GLYPH);
    script_box(script, layout->left + fmin(end, layout->bar - 20), top, layout->left + layout->bar, top + BAR,
               role);
}

// The question with its note; returns the height it takes.
static double draw_label(struct script *script, const struct layout *layout, const struct chart_bar *bar,
                         double top)
{
    const char *lines[MOST_LINES];
    const double size = chart_looks[ROLE_NOTE].size, first = layout->wide ? BAR / 2.0 : LINE / 2.0;
    const char *note = text_fit(script->arena, bar->note ? bar->note : "", size,
                                layout->wide ? WIDE_NOTE : layout->width / 3.0);
    double note_room = *note && !layout->wide ? text_width(note, size) + 14 : 0;
    size_t count = text_wrap(script->arena, bar->label ? bar->label : "", chart_looks[ROLE_LABEL].size,
                             layout->label - note_room, MOST_LINES, lines);
    for (size_t i = 0; i < count; i++)
        script_label(script, BLOCK_LEFT, 0, top + first + LINE * (double)i, lines[i], ROLE_LABEL);
    if (*note)
        script_label(script, BLOCK_RIGHT, layout->width, top + first, note, ROLE_NOTE);
    return LINE * (double)count;
}

// Returns where the next bar begins.
static double draw_bar(struct script *script, const struct layout *layout, const struct chart_bars *bars,
                       const struct chart_bar *bar, double top)
{
    const double label = draw_label(script, layout, bar, top), y = layout->wide ? top : top + label + 3;
    const bool shown = bar->status == FIGURE_PUBLISHED;
    if (!shown)
        draw_hidden(script, layout, y, bar->status, bars->hidden[bar->status]);
    else
        draw_shares(script, &bars->head, layout, y,
                    (double[]){bar->favourable, bar->neutral, bar->unfavourable});
    if (shown && isfinite(bar->low) && isfinite(bar->high))
        draw_whisker(script, layout, y + BAR + 5, bar);
    return fmax(y + BAR + (shown ? BELOW : 0), top + label) + GAP;
}

bool chart_bars(struct chart_pool *pool, struct arena *arena, const struct chart_bars *bars, char **svg,
                struct error *err)
{
    if (bars->count == 0 || bars->count > MOST_BARS)
        return FAIL(err, ERROR_LIMIT, "a bar chart has 1 to %d questions, not %zu", MOST_BARS, bars->count);
    const struct layout layout = layout_of(bars->wide);
    AUTO(script) struct script script = {.arena = arena, .width = layout.width};
    const struct script_key key[] = {{ROLE_FAVOURABLE, bars->favourable},
                                     {ROLE_NEUTRAL, bars->neutral},
                                     {ROLE_UNFAVOURABLE, bars->unfavourable},
                                     {ROLE_WHISKER, bars->interval}};
    double y = script_key(&script, 0, key, LENGTH(key)) + 12;
    for (size_t i = 0; i < bars->count; i++)
        y = draw_bar(&script, &layout, bars, &bars->bars[i], y);
    script.height = y - GAP + 2;
    return script_draw(&script, pool, "bars", &bars->head, svg, err);
}
