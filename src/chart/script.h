// What is sent to gnuplot for one chart: data blocks of numbers, the block $T of texts, a few numbers with a
// name, and then a constant script. No text from outside stands anywhere else than in a line of $T.
#pragma once

#include "base/arena.h"
#include "base/buffer.h"
#include "chart/head.h"
#include "chart/palette.h"

// The blocks that a script may draw from; all are there in every chart, so a script never meets an unknown
// one. Positions are units of the drawing, from its left and top; roles are colours (ROLE_COLOUR + role).
enum script_block {
    BLOCK_BOX,       // left, top, right, bottom, role
    BLOCK_RULE,      // x, y, width, height, role: a straight line
    BLOCK_BAND,      // x, top, bottom
    BLOCK_LINE,      // x, y
    BLOCK_REFERENCE, // x, y
    BLOCK_POINT,     // x, y, role
    BLOCK_RISE,      // x, y
    BLOCK_FALL,      // x, y
    BLOCK_LEFT,      // x, y, text, role: begins at x
    BLOCK_MIDDLE,    // the same, centred
    BLOCK_RIGHT,     // the same, ends at x
    BLOCK_SLANTED,   // the same, begins at x and rises
    BLOCK__COUNT
};

struct script {
    struct arena *arena;
    double width, height;
    struct buffer blocks[BLOCK__COUNT];
    struct buffer texts;
    size_t text_count;
};

void script_free(struct script *script);
static inline void auto_script(struct script *script)
{
    script_free(script);
}

// Adds a line to $T and returns its number, to be put into a row. NULL is an empty text.
size_t script_text(struct script *script, const char *text);
void script_values(struct script *script, enum script_block block, size_t count, const double *values);
#define script_row(script, block, ...)                                                                       \
    script_values(script, block, sizeof((double[]){__VA_ARGS__}) / sizeof(double), (double[]){__VA_ARGS__})
// Ends a line or an area; the next row begins another.
void script_gap(struct script *script, enum script_block block);

void script_box(struct script *script, double left, double top, double right, double bottom,
                enum chart_role role);
void script_rule(struct script *script, double x, double y, double width, double height,
                 enum chart_role role);
// A text whose middle line is at `y`, whatever the size of its role.
void script_label(struct script *script, enum script_block block, double x, double y, const char *text,
                  enum chart_role role);

// A key: a swatch and a word each, from left to right in as many lines as it takes. Returns the height.
struct script_key {
    enum chart_role role;
    const char *word;
};
double script_key(struct script *script, double top, const struct script_key *items, size_t count);

// Draws with reports/charts/<kind>.gp and cleans up.
MUST_USE bool script_draw(struct script *script, struct chart_pool *pool, const char *kind,
                          const struct chart_head *head, char **svg, struct error *err);

// The distance of the ticks of an axis: 1, 2 or 5 times a power of ten, four of them or a few less.
double script_step(double span);

// Numbers as charts show them.
const char *number_text(struct arena *arena, const struct chart_head *head, double value, int decimals);
// With a sign in front; what rounds to zero has none.
const char *signed_text(struct arena *arena, const struct chart_head *head, double value, int decimals);
const char *percent_text(struct arena *arena, const struct chart_head *head, double share);
