#include "chart/enps.h"
#include "script.h"
#include "text.h"

#include <math.h>

enum { WIDTH = 360, BAR = 26, NUMBER_ROOM = 9, LEAST = -100, MOST = 100 };

static void draw_shares(struct script *script, const struct chart_enps *enps, double top)
{
    const double shares[] = {enps->promoters, enps->passives, enps->detractors};
    static const enum chart_role roles[][2] = {{ROLE_FAVOURABLE, ROLE_ON_FAVOURABLE},
                                               {ROLE_NEUTRAL, ROLE_ON_NEUTRAL},
                                               {ROLE_UNFAVOURABLE, ROLE_ON_UNFAVOURABLE}};
    double left = 0;
    for (size_t i = 0; i < LENGTH(shares); i++) {
        double right = left + shares[i] * WIDTH;
        const char *number = percent_text(script->arena, &enps->head, shares[i]);
        script_box(script, left, top, right, top + BAR, roles[i][0]);
        if (text_width(number, chart_looks[roles[i][1]].size) + NUMBER_ROOM <= right - left)
            script_label(script, BLOCK_MIDDLE, (left + right) / 2, top + BAR / 2.0, number, roles[i][1]);
        left = right;
    }
}

// The score as a point with its interval between −100 and 100.
static void draw_scale(struct script *script, const struct chart_enps *enps, double left, double right,
                       double y)
{
    double unit = (right - left) / (MOST - LEAST);
#define AT(value) (left + (fmax(LEAST, fmin(MOST, (value))) - LEAST) * unit)
    script_box(script, left, y - 3, right, y + 3, ROLE_TRACK);
    for (int tick = LEAST; tick <= MOST; tick += 50) {
        script_rule(script, AT(tick), y - 8, 0, 16, tick == 0 ? ROLE_AXIS : ROLE_GRID);
        script_label(script, BLOCK_MIDDLE, AT(tick), y + 20, signed_text(script->arena, &enps->head, tick, 0),
                     ROLE_TICK);
    }
    if (isfinite(enps->low) && isfinite(enps->high)) {
        script_rule(script, AT(enps->low), y, AT(enps->high) - AT(enps->low), 0, ROLE_WHISKER);
        script_rule(script, AT(enps->low), y - 5, 0, 10, ROLE_WHISKER);
        script_rule(script, AT(enps->high), y - 5, 0, 10, ROLE_WHISKER);
    }
    script_row(script, BLOCK_POINT, AT(enps->score), y, ROLE_COLOUR + ROLE_POINT);
#undef AT
}

bool chart_enps(struct chart_pool *pool, struct arena *arena, const struct chart_enps *enps, char **svg,
                struct error *err)
{
    AUTO(script) struct script script = {.arena = arena, .width = WIDTH};
    const struct script_key key[] = {{ROLE_FAVOURABLE, enps->promoters_word},
                                     {ROLE_NEUTRAL, enps->passives_word},
                                     {ROLE_UNFAVOURABLE, enps->detractors_word}};
    double top = script_key(&script, 0, key, LENGTH(key)) + 6;
    draw_shares(&script, enps, top);
    double middle = top + BAR + 36;
    script_label(&script, BLOCK_LEFT, 0, middle - 4, signed_text(arena, &enps->head, enps->score, 0),
                 ROLE_SCORE);
    const char *word = text_fit(arena, enps->score_word, chart_looks[ROLE_NOTE].size, 100);
    script_label(&script, BLOCK_LEFT, 0, middle + 20, word, ROLE_NOTE);
    draw_scale(&script, enps, 122, WIDTH - 18, middle);
    script.height = middle + 32;
    return script_draw(&script, pool, "enps", &enps->head, svg, err);
}
