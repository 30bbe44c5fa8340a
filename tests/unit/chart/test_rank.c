// Departments against each other, drawn by gnuplot.
#include "chart/chart.h"
#include "unit.h"

#include <math.h>
#include <string.h>

static struct chart_pool *pool;
static struct arena *arena;

static int start(void **state)
{
    (void)state;
    pool = chart_pool_new(NULL);
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    chart_pool_free(pool);
    arena_free(arena);
    return 0;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        count++;
    return count;
}

static struct chart_rank rank_of(size_t count)
{
    struct chart_rank_row *rows = ARENA_ARRAY(arena, count, struct chart_rank_row);
    for (size_t i = 0; i < count; i++) {
        const double value = 60 - 5 * (double)i;
        rows[i] = (struct chart_rank_row){arena_format(arena, "Team <%zu> \"of\" $T[1]", i + 1), value, value - 12, value + 12};
    }
    return (struct chart_rank){
        .head = {.id = "ranking", .title = "Departments", .description = "Which stand apart.", .decimal = ','},
        .rows = rows, .count = count, .left_out = "3 between", .least = -100, .most = 100,
        .reference = 40, .name = "The company", .interval = "interval",
    };
}

static const char *draw(const struct chart_rank *rank)
{
    char *svg = NULL;
    struct error err = {0};
    if (!chart_rank(pool, arena, rank, &svg, &err))
        fail_msg("%s", err.message);
    return svg;
}

static void every_department_has_a_name_a_dot_an_interval_and_a_number(void **state)
{
    (void)state;
    struct chart_rank rank = rank_of(6);
    const char *svg = draw(&rank);
    assert_int_equal(count_of(svg, "<circle"), 6);
    for (size_t i = 0; i < 6; i++)
        assert_int_equal(count_of(svg, arena_format(arena, "Team &lt;%zu&gt;", i + 1)), 1);
    assert_non_null(strstr(svg, ">+60</text>"));
    assert_non_null(strstr(svg, ">+35</text>"));
    assert_int_equal(count_of(svg, "3 between"), 0);
    assert_int_equal(count_of(svg, "The company"), 1);
}

static void a_gap_says_how_many_are_left_out(void **state)
{
    (void)state;
    struct chart_rank rank = rank_of(6);
    rank.gap = 3;
    assert_int_equal(count_of(draw(&rank), "3 between"), 1);
}

static void one_department_with_everything_equal_is_drawn(void **state)
{
    (void)state;
    struct chart_rank rank = rank_of(1);
    rank.reference = NAN;
    const struct chart_rank_row alone = {"Alone", 12, 12, 12};
    rank.rows = &alone;
    const char *svg = draw(&rank);
    assert_int_equal(count_of(svg, "<circle"), 1);
    assert_int_equal(count_of(svg, "nan") + count_of(svg, "The company"), 0);
}

static void too_many_are_refused(void **state)
{
    (void)state;
    struct chart_rank rank = rank_of(101), none = rank_of(1);
    none.count = 0;
    char *svg;
    struct error err = {0};
    assert_false(chart_rank(pool, arena, &rank, &svg, &err));
    assert_int_equal(err.kind, ERROR_LIMIT);
    assert_false(chart_rank(pool, arena, &none, &svg, &err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_department_has_a_name_a_dot_an_interval_and_a_number),
        cmocka_unit_test(a_gap_says_how_many_are_left_out),
        cmocka_unit_test(one_department_with_everything_equal_is_drawn),
        cmocka_unit_test(too_many_are_refused),
    };
    return cmocka_run_group_tests_name("rank", tests, start, stop);
}
