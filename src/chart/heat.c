#include "chart/heat.h"
#include "script.h"
#include "text.h"

#include <math.h>

enum {
    CELL_WIDTH = 34,
    CELL_HEIGHT = 26,
    ROW_ROOM = 180,
    COLUMN_ROOM = 170,
    INDENT = 9,
    STEPS = 7,
    LEAST_WIDTH = 440,
    MOST_CELLS = 60000,
};

static const double slope_sine = 0.7660, slope_cosine = 0.6428; // of the 50 degrees in heat.gp

struct grid {
    double left, top;
};

static enum chart_role role_of(const struct chart_heat *heat, const struct chart_heat_cell *cell)
{
    if (cell->status == FIGURE_BELOW_MINIMUM)
        return ROLE_BELOW_MINIMUM;
    if (cell->status == FIGURE_PROTECTS_OTHERS)
        return ROLE_PROTECTS_OTHERS;
    if (cell->status == FIGURE_NOT_ASKED || !isfinite(cell->value))
        return ROLE_NOT_ASKED;
    double step = floor((cell->value - heat->low) / (heat->high - heat->low) * STEPS);
    return (enum chart_role)(ROLE_HEAT_1 + (int)fmax(0, fmin(STEPS - 1, step)));
}

static double indent_of(const struct chart_heat *heat, size_t row)
{
    return heat->depths ? INDENT * fmin(heat->depths[row], 6) : 0;
}

// The names of the departments; the width they take.
static double row_width(struct arena *arena, const struct chart_heat *heat, const char **names)
{
    double widest = 0, size = chart_looks[ROLE_LABEL].size;
    for (size_t i = 0; i < heat->row_count; i++) {
        names[i] = text_fit(arena, heat->rows[i], size, ROW_ROOM - indent_of(heat, i));
        widest = fmax(widest, indent_of(heat, i) + text_width(names[i], size));
    }
    return widest;
}

static double column_length(struct arena *arena, const struct chart_heat *heat, const char **names)
{
    double longest = 0, size = chart_looks[ROLE_NOTE].size;
    for (size_t i = 0; i < heat->column_count; i++) {
        names[i] = text_fit(arena, heat->columns[i], size, COLUMN_ROOM);
        longest = fmax(longest, text_width(names[i], size));
    }
    return longest;
}

static void draw_names(struct script *script, const struct chart_heat *heat, const struct grid *grid,
                       const char **rows, const char **columns)
{
    for (size_t i = 0; i < heat->row_count; i++)
        script_label(script, BLOCK_LEFT, indent_of(heat, i), grid->top + CELL_HEIGHT * ((double)i + 0.5),
                     rows[i], ROLE_LABEL);
    for (size_t i = 0; i < heat->column_count; i++)
        script_label(script, BLOCK_SLANTED, grid->left + CELL_WIDTH * ((double)i + 0.5), grid->top - 8,
                     columns[i], ROLE_NOTE);
}

static void draw_cell(struct script *script, const struct grid *grid, size_t row, size_t column,
                      enum chart_role role)
{
    const double line = 1; // between cells
    double left = grid->left + CELL_WIDTH * (double)column, top = grid->top + CELL_HEIGHT * (double)row;
    if (role == ROLE_NOT_ASKED)
        script_label(script, BLOCK_MIDDLE, left + CELL_WIDTH / 2.0, top + CELL_HEIGHT / 2.0, "\xE2\x80\x93",
                     ROLE_GLYPH);
    else
        script_box(script, left + line, top + line, left + CELL_WIDTH - line, top + CELL_HEIGHT - line, role);
}

// Role by role, so that the cells of one colour become one path.
static void draw_cells(struct script *script, const struct chart_heat *heat, const struct grid *grid)
{
    size_t count = heat->row_count * heat->column_count;
    enum chart_role *roles = ARENA_ARRAY(script->arena, count, enum chart_role);
    for (size_t i = 0; i < count; i++)
        roles[i] = role_of(heat, &heat->cells[i]);
    for (enum chart_role role = ROLE_BELOW_MINIMUM; role <= ROLE_HEAT_7; role++)
        for (size_t i = 0; i < count; i++) {
            if (roles[i] != role)
                continue;
            size_t row = i / heat->column_count, column = i % heat->column_count;
            draw_cell(script, grid, row, column, role);
            if (role >= ROLE_HEAT_1)
                script_label(script, BLOCK_MIDDLE, grid->left + CELL_WIDTH * ((double)column + 0.5),
                             grid->top + CELL_HEIGHT * ((double)row + 0.5),
                             number_text(script->arena, &heat->head, heat->cells[i].value, 0),
                             (enum chart_role)(ROLE_ON_HEAT_1 + (int)(role - ROLE_HEAT_1)));
        }
}

// The seven colours with their ends, then what is not a number. Returns the height.
static double draw_key(struct script *script, const struct chart_heat *heat, double top)
{
    const double swatch = 30, height = 14;
    double size = chart_looks[ROLE_NOTE].size, y = top + height / 2;
    const char *low =
        arena_format(script->arena, "\xE2\x89\xA4 %s", number_text(script->arena, &heat->head, heat->low, 0));
    const char *high = arena_format(script->arena, "\xE2\x89\xA5 %s  %s",
                                    number_text(script->arena, &heat->head, heat->high, 0), heat->scale);
    double left = text_width(low, size) + 10;
    script_label(script, BLOCK_RIGHT, left - 6, y, low, ROLE_NOTE);
    for (int i = 0; i < STEPS; i++)
        script_box(script, left + swatch * i, top, left + swatch * (i + 1), top + height,
                   (enum chart_role)(ROLE_HEAT_1 + i));
    double right = left + swatch * STEPS + 6;
    script_label(script, BLOCK_LEFT, right, y, text_fit(script->arena, high, size, script->width - right),
                 ROLE_NOTE);
    const struct script_key key[] = {{ROLE_BELOW_MINIMUM, heat->below_minimum},
                                     {ROLE_PROTECTS_OTHERS, heat->protects_others}};
    double below = height + 8 + script_key(script, top + height + 8, key, LENGTH(key));
    const char *absent = arena_format(script->arena, "\xE2\x80\x93   %s", heat->not_asked);
    script_label(script, BLOCK_LEFT, 3, top + below + 10,
                 text_fit(script->arena, absent, size, script->width), ROLE_NOTE);
    return below + 20;
}

bool chart_heat(struct chart_pool *pool, struct arena *arena, const struct chart_heat *heat, char **svg,
                struct error *err)
{
    if (heat->row_count == 0 || heat->column_count == 0 || heat->row_count > MOST_CELLS / heat->column_count)
        return FAIL(err, ERROR_LIMIT, "a heat map has 1 to %d cells, not %zu by %zu", MOST_CELLS,
                    heat->row_count, heat->column_count);
    if (!(heat->high > heat->low))
        return FAIL(err, ERROR_INTERNAL, "a heat map needs two different ends of its colours");
    const char **rows = ARENA_ARRAY(arena, heat->row_count, const char *);
    const char **columns = ARENA_ARRAY(arena, heat->column_count, const char *);
    double names = row_width(arena, heat, rows), length = column_length(arena, heat, columns);
    struct grid grid = {.left = names + 12, .top = length * slope_sine + 18};
    AUTO(script) struct script script = {.arena = arena};
    double right = grid.left + CELL_WIDTH * ((double)heat->column_count - 0.5) + length * slope_cosine + 8;
    script.width = ceil(fmax(fmax(right, grid.left + CELL_WIDTH * (double)heat->column_count), LEAST_WIDTH));
    draw_names(&script, heat, &grid, rows, columns);
    draw_cells(&script, heat, &grid);
    double bottom = grid.top + CELL_HEIGHT * (double)heat->row_count + 16;
    script.height = ceil(bottom + draw_key(&script, heat, bottom) + 2);
    return script_draw(&script, pool, "heat", &heat->head, svg, err);
}
