#include "script.h"
#include "base/language_number.h"
#include "base/resource.h"
#include "chart/clean.h"
#include "text.h"

#include <math.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { KEY_LINE = 20, KEY_SWATCH = 12, KEY_GAP = 18, MARKER = 40 };

static const char *const block_names[BLOCK__COUNT] = {
    [BLOCK_BOX] = "BOX",       [BLOCK_RULE] = "RULE",           [BLOCK_BAND] = "BAND",
    [BLOCK_LINE] = "LINE",     [BLOCK_REFERENCE] = "REFERENCE", [BLOCK_POINT] = "POINT",
    [BLOCK_RISE] = "RISE",     [BLOCK_FALL] = "FALL",           [BLOCK_LEFT] = "LEFT",
    [BLOCK_MIDDLE] = "MIDDLE", [BLOCK_RIGHT] = "RIGHT",         [BLOCK_SLANTED] = "SLANTED",
};

void script_free(struct script *script)
{
    for (size_t i = 0; i < BLOCK__COUNT; i++)
        buffer_free(&script->blocks[i]);
    buffer_free(&script->texts);
}

// Hundredths of a unit are finer than any screen, and whole numbers are much faster to write.
static void add_number(struct buffer *out, double value)
{
    if (!isfinite(value) || fabs(value) > 1e9) {
        buffer_text(out, "NaN");
        return;
    }
    char digits[24], *at = digits + sizeof digits;
    long long hundredths = llround(fabs(value) * 100);
    const int fraction = (int)(hundredths % 100);
    if (fraction) {
        *--at = (char)('0' + fraction % 10);
        *--at = (char)('0' + fraction / 10);
        *--at = '.';
    }
    for (hundredths /= 100; hundredths || at == digits + sizeof digits || *at == '.'; hundredths /= 10)
        *--at = (char)('0' + hundredths % 10);
    if (value < 0)
        *--at = '-';
    buffer_add(out, at, (size_t)(digits + sizeof digits - at));
}

size_t script_text(struct script *script, const char *text)
{
    text_line(&script->texts, text ? text : "");
    buffer_char(&script->texts, '\n');
    return ++script->text_count;
}

void script_values(struct script *script, enum script_block block, size_t count, const double *values)
{
    for (size_t i = 0; i < count; i++) {
        add_number(&script->blocks[block], values[i]);
        buffer_char(&script->blocks[block], i + 1 < count ? ' ' : '\n');
    }
}

void script_gap(struct script *script, enum script_block block)
{
    buffer_char(&script->blocks[block], '\n');
}

void script_box(struct script *script, double left, double top, double right, double bottom,
                enum chart_role role)
{
    script_row(script, BLOCK_BOX, left, top, right, bottom, ROLE_COLOUR + role);
}

void script_rule(struct script *script, double x, double y, double width, double height, enum chart_role role)
{
    script_row(script, BLOCK_RULE, x, y, width, height, ROLE_COLOUR + role);
}

void script_label(struct script *script, enum script_block block, double x, double y, const char *text,
                  enum chart_role role)
{
    const double drawn_as = 12; // the size that common.gp sets, by which gnuplot finds the middle
    double middle = y + 0.33 * (chart_looks[role].size - drawn_as);
    script_row(script, block, x, middle, (double)script_text(script, text), ROLE_COLOUR + role);
}

double script_key(struct script *script, double top, const struct script_key *items, size_t count)
{
    double x = 0, y = top + KEY_LINE / 2.0, size = chart_looks[ROLE_NOTE].size;
    for (size_t i = 0; i < count; i++) {
        const char *word = text_fit(script->arena, items[i].word, size, script->width - KEY_SWATCH - 6);
        double width = KEY_SWATCH + 6 + text_width(word, size);
        if (x > 0 && x + width > script->width) {
            x = 0;
            y += KEY_LINE;
        }
        if (chart_looks[items[i].role].paint == PAINT_STROKE)
            script_rule(script, x, y, KEY_SWATCH, 0, items[i].role);
        else
            script_box(script, x, y - KEY_SWATCH / 2.0, x + KEY_SWATCH, y + KEY_SWATCH / 2.0, items[i].role);
        script_label(script, BLOCK_LEFT, x + KEY_SWATCH + 6, y, word, ROLE_NOTE);
        x += width + KEY_GAP;
    }
    return y + KEY_LINE / 2.0 - top;
}

static void add_resource(struct buffer *out, const char *path)
{
    const struct resource_entry *entry = resource_find(path);
    if (entry)
        buffer_add(out, entry->start, resource_size(entry));
}

static void add_names(struct buffer *out, const struct script *script)
{
    buffer_format(out, "WIDTH = %.0f\nHEIGHT = %.0f\n", ceil(script->width), ceil(script->height));
    for (enum chart_role role = ROLE_NONE + 1; role < ROLE__COUNT; role++)
        if (chart_looks[role].name)
            buffer_format(out, "%s = %d\n", chart_looks[role].name, ROLE_COLOUR + (int)role);
}

// The end of a block is random, so that no text can be one.
static void random_marker(char marker[MARKER])
{
    unsigned char random[16];
    randombytes_buf(random, sizeof random);
    memcpy(marker, "END_", 4);
    sodium_bin2hex(marker + 4, MARKER - 4, random, sizeof random);
}

bool script_draw(struct script *script, struct chart_pool *pool, const char *kind,
                 const struct chart_head *head, char **svg, struct error *err)
{
    char marker[MARKER];
    random_marker(marker);
    script_text(script, ""); // $T is never empty
    AUTO(buffer) struct buffer all = {0};
    buffer_format(&all, "$T << %s\n%s%s\n", marker, buffer_string(&script->texts), marker);
    // The first row keeps an empty block from being an error; nothing is drawn at NaN.
    for (size_t i = 0; i < BLOCK__COUNT; i++)
        buffer_format(&all, "$%s << %s\nNaN NaN NaN NaN NaN\n\n%s%s\n", block_names[i], marker,
                      buffer_string(&script->blocks[i]), marker);
    add_names(&all, script);
    add_resource(&all, "reports/charts/common.gp");
    add_resource(&all, arena_format(script->arena, "reports/charts/%s.gp", kind));
    char *drawing;
    return chart_pool_run(pool, script->arena, all.bytes, all.size, &drawing, err) &&
           chart_clean(script->arena, drawing, kind, head, svg, err);
}

double script_step(double span)
{
    const double steps = 4, raw = span / steps, power = pow(10, floor(log10(raw))), lead = raw / power;
    return power * (lead <= 1.0001 ? 1 : lead <= 2.0001 ? 2 : lead <= 5.0001 ? 5 : 10);
}

const char *number_text(struct arena *arena, const struct chart_head *head, double value, int decimals)
{
    char *text = arena_format(arena, "%.*f", decimals, number_round(value, decimals));
    if (strspn(text, "-0.") == strlen(text) && text[0] == '-')
        text++; // no "-0"
    char *point = strchr(text, '.');
    if (point && head->decimal == ',')
        *point = ',';
    return text[0] == '-' ? arena_format(arena, "\xE2\x88\x92%s", text + 1) : text; // a real minus sign
}

const char *signed_text(struct arena *arena, const struct chart_head *head, double value, int decimals)
{
    const char *text = number_text(arena, head, value, decimals);
    bool plain = value <= 0 || !strpbrk(text, "123456789");
    return plain ? text : arena_format(arena, "+%s", text);
}

const char *percent_text(struct arena *arena, const struct chart_head *head, double share)
{
    return arena_format(arena, "%.0f%s", number_round(100 * share, 0), head->percent ? head->percent : "%");
}
