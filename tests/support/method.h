// The worked cases of METHODS.md: small CSV files without quotes, read whole. A test that needs one calls
// method_open and is skipped where the file is missing.
#pragma once

#include "base/arena.h"
#include "unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { METHOD_COLUMNS = 64, METHOD_ROWS = 1000 };

struct method {
    struct arena *arena;
    size_t columns, rows;
    char *note[METHOD_COLUMNS]; // of a first line "# name,value,name,value"
    size_t notes;
    char *names[METHOD_COLUMNS];
    char *cells[METHOD_ROWS][METHOD_COLUMNS];
};

static inline size_t method_split(struct arena *arena, char *line, char **cells)
{
    size_t count = 0;
    line[strcspn(line, "\r\n")] = '\0';
    for (char *cell = line; cell; count++) {
        assert_in_range(count, 0, METHOD_COLUMNS - 1);
        cells[count] = arena_text(arena, strsep(&cell, ","));
    }
    return count;
}

static inline struct method *method_open(struct arena *arena, const char *file)
{
    char *path = arena_format(arena, "%s/method/%s.csv", TEST_SHARED_DIR, file);
    FILE *in = fopen(path, "r");
    if (!in) {
        print_message("skipped: no ../shared/method/%s.csv\n", file);
        skip();
    }
    struct method *method = ARENA_NEW(arena, struct method);
    method->arena = arena;
    char line[4096];
    assert_non_null(fgets(line, sizeof line, in));
    if (line[0] == '#') {
        method->notes = method_split(arena, line + strspn(line, "# "), method->note);
        assert_non_null(fgets(line, sizeof line, in));
    }
    method->columns = method_split(arena, line, method->names);
    while (fgets(line, sizeof line, in)) {
        assert_in_range(method->rows, 0, METHOD_ROWS - 1);
        const size_t cells = method_split(arena, line, method->cells[method->rows++]);
        if (line[0] != '#' && strcmp(line, "R2") != 0) // a remark or a summary stands in a row of its own
            assert_int_equal(cells, method->columns);
    }
    fclose(in);
    assert_true(method->rows > 0);
    return method;
}

static inline double method_note(const struct method *method, const char *name)
{
    for (size_t i = 0; i + 1 < method->notes; i += 2)
        if (strcmp(method->note[i], name) == 0)
            return strtod(method->note[i + 1], NULL);
    fail_msg("no note %s", name);
    return 0.0;
}

static inline const char *method_text(const struct method *method, size_t row, const char *column)
{
    for (size_t i = 0; i < method->columns; i++)
        if (strcmp(method->names[i], column) == 0)
            return method->cells[row][i];
    fail_msg("no column %s", column);
    return "";
}

// NAN for an empty cell and for "nan".
static inline double method_number(const struct method *method, size_t row, const char *column)
{
    const char *text = method_text(method, row, column);
    return *text ? strtod(text, NULL) : (double)NAN;
}

static inline uint32_t method_count(const struct method *method, size_t row, const char *column)
{
    return (uint32_t)strtoul(method_text(method, row, column), NULL, 10);
}

static inline void expect_close(double actual, double expected, double tolerance)
{
    if (!(fabs(actual - expected) <= tolerance))
        fail_msg("%.17g instead of %.17g", actual, expected);
}

// Agreement with the written value to 1e-7, absolute and relative: the files carry about ten digits.
static inline void method_expect(const struct method *method, size_t row, const char *column, double actual)
{
    const double expected = method_number(method, row, column);
    if (!(fabs(actual - expected) <= 1e-7 * fmin(1.0, fmax(fabs(expected), 1e-4)) ||
          fabs(actual - expected) <= 1e-9 * fabs(expected) + 5e-11))
        fail_msg("%s, %s: %.12g instead of %.12g", method->cells[row][0], column, actual, expected);
}
