// The four charts drawn by the real gnuplot.
#include "chart/chart.h"
#include "render/page.h"
#include "unit.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct arena *arena;
static struct chart_pool *pool;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    pool = chart_pool_new(NULL);
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

static void assert_has(const char *svg, const char *part)
{
    if (!strstr(svg, part))
        fail_msg("%s\nis not in\n%s", part, svg);
}

static const char *drawn(bool good, char **svg, const struct error *err)
{
    if (!good)
        fail_msg("%s", err->message);
    return *svg;
}

static const char *draw_trend(struct chart_pool *with, const struct chart_trend *trend)
{
    char *svg = NULL;
    struct error err = {0};
    bool good = chart_trend(with, arena, trend, &svg, &err);
    return drawn(good, &svg, &err);
}

static struct chart_trend_point *waves(size_t count)
{
    struct chart_trend_point *points = ARENA_ARRAY(arena, count, struct chart_trend_point);
    for (size_t i = 0; i < count; i++) {
        double value = 10 + 3 * sin((double)i);
        points[i] = (struct chart_trend_point){.label = arena_format(arena, "W%zu", i + 1),
                                               .day = (double)(30 * i),
                                               .value = value,
                                               .low = value - 6,
                                               .high = value + 6,
                                               .reference = NAN};
    }
    return points;
}

static struct chart_trend trend_of(const struct chart_trend_point *points, size_t count)
{
    return (struct chart_trend){
        .head = {.id = "t", .title = "Trend", .description = "A line", .decimal = ','},
        .points = points,
        .count = count,
        .least = -100,
        .most = 100,
        .span = 40,
        .decimals = 1};
}

static void trend_shows_line_band_and_last_value(void **state)
{
    (void)state;
    struct chart_trend trend = trend_of(waves(8), 8);
    const char *svg = draw_trend(pool, &trend);
    assert_int_equal(count_of(svg, "class=\"chart-line\""), 1);
    assert_int_equal(count_of(svg, "class=\"chart-band\""), 1);
    assert_int_equal(count_of(svg, "<circle"), 8);
    assert_has(svg, ">+12,0</text>");
    assert_has(svg, ">W1</text>");
    assert_has(svg, ">W8</text>");
    assert_has(svg, ">\xE2\x88\x92\x31\x30</text>"); // −10
}

static void trend_of_one_wave_shows_its_interval(void **state)
{
    (void)state;
    struct chart_trend trend = trend_of(waves(1), 1);
    const char *svg = draw_trend(pool, &trend);
    assert_int_equal(count_of(svg, "<circle"), 1);
    assert_has(svg, "class=\"chart-whisker\"");
}

static void trend_works_for_every_number_of_waves(void **state)
{
    (void)state;
    for (size_t count = 1; count <= 40; count++) {
        struct chart_trend trend = trend_of(waves(count), count);
        const char *svg = draw_trend(pool, &trend);
        assert_has(svg, arena_format(arena, ">W%zu</text>", count));
        assert_has(svg, ">W1</text>");
    }
}

// Number of strokes in the one path of a class.
static size_t pieces(const char *svg, const char *class_)
{
    const char *path = strstr(svg, arena_format(arena, "class=\"%s\"", class_));
    assert_non_null(path);
    const char *geometry = strstr(path, " d=\"") + 4;
    return count_of(arena_slice(arena, geometry, strcspn(geometry, "\"")), "M");
}

static void line_breaks_where_it_must_and_where_a_wave_is_hidden(void **state)
{
    (void)state;
    struct chart_trend_point *points = waves(9);
    struct chart_trend trend = trend_of(points, 9);
    assert_int_equal(pieces(draw_trend(pool, &trend), "chart-line"), 1);
    points[3].breaks = true;
    const char *svg = draw_trend(pool, &trend);
    assert_int_equal(pieces(svg, "chart-line"), 2);
    assert_int_equal(pieces(svg, "chart-band"), 2);
    assert_int_equal(pieces(svg, "chart-break"), 1);
    points[6].value = NAN;
    svg = draw_trend(pool, &trend);
    assert_int_equal(pieces(svg, "chart-line"), 3);
    assert_int_equal(count_of(svg, "<circle"), 8);
}

static void only_marked_changes_have_a_triangle(void **state)
{
    (void)state;
    struct chart_trend_point *points = waves(5);
    struct chart_trend trend = trend_of(points, 5);
    const char *svg = draw_trend(pool, &trend);
    assert_null(strstr(svg, "chart-rise"));
    assert_null(strstr(svg, "chart-fall"));
    points[2].mark = CHART_MARK_RISE;
    points[4].mark = CHART_MARK_FALL;
    svg = draw_trend(pool, &trend);
    assert_int_equal(count_of(svg, "class=\"chart-rise\""), 1);
    assert_int_equal(count_of(svg, "class=\"chart-fall\""), 1);
}

// The vertical place of a triangle: its tip, the first point of the path behind the class.
static double tip_of(const char *svg, const char *class_)
{
    const char *group = strstr(svg, arena_format(arena, "class=\"%s\"", class_));
    assert_non_null(group);
    double x, y;
    assert_int_equal(sscanf(strstr(group, " d=\"M") + 5, "%lf,%lf", &x, &y), 2);
    return y;
}

// Values that end exactly on lines of the axis leave no room by themselves.
static void a_mark_at_the_edge_does_not_cover_its_point(void **state)
{
    (void)state;
    struct chart_trend_point *points = waves(3);
    const double values[] = {50, -50, 50};
    for (size_t i = 0; i < 3; i++)
        points[i].value = points[i].low = points[i].high = values[i];
    points[1].mark = CHART_MARK_FALL;
    struct chart_trend trend = trend_of(points, 3);
    const char *svg = draw_trend(pool, &trend);
    const char *second = strstr(strstr(svg, "<circle") + 1, "<circle");
    const double middle = atof(strstr(second, "cy=\"") + 4);
    assert_true(tip_of(svg, "chart-fall") - middle > 11);
}

static void a_half_is_rounded_up_as_in_the_text_beside_the_chart(void **state)
{
    (void)state;
    struct chart_trend_point *points = waves(2);
    points[0] = points[1] =
        (struct chart_trend_point){.label = "W", .value = 3.625, .low = NAN, .high = NAN, .reference = NAN};
    struct chart_trend trend = trend_of(points, 2);
    trend.least = 1;
    trend.most = 5;
    trend.decimals = 2;
    assert_has(draw_trend(pool, &trend), ">3,63</text>");
}

static void trend_of_hidden_waves_only_is_an_empty_axis(void **state)
{
    (void)state;
    struct chart_trend_point *points = waves(3);
    for (size_t i = 0; i < 3; i++)
        points[i].value = points[i].low = points[i].high = NAN;
    struct chart_trend trend = trend_of(points, 3);
    const char *svg = draw_trend(pool, &trend);
    assert_null(strstr(svg, "chart-line"));
    assert_has(svg, "chart-grid");
}

static void too_many_waves_are_refused(void **state)
{
    (void)state;
    struct chart_trend trend = trend_of(waves(401), 401);
    char *svg;
    struct error err;
    assert_false(chart_trend(pool, arena, &trend, &svg, &err));
    assert_int_equal(err.kind, ERROR_LIMIT);
    trend.count = 0;
    assert_false(chart_trend(pool, arena, &trend, &svg, &err));
}

static const char *draw_bars_as(bool wide, const struct chart_bar *bars, size_t count)
{
    const struct chart_bars input = {
        .head = {.id = "b", .title = "Bars", .description = "d", .percent = " %"},
        .bars = bars,
        .wide = wide,
        .count = count,
        .favourable = "favourable",
        .neutral = "neutral",
        .unfavourable = "unfavourable",
        .interval = "95 % interval",
        .hidden = {[FIGURE_BELOW_MINIMUM] = "fewer than 5",
                   [FIGURE_PROTECTS_OTHERS] = "protects others",
                   [FIGURE_NOT_ASKED] = "not asked"}};
    char *svg = NULL;
    struct error err = {0};
    bool good = chart_bars(pool, arena, &input, &svg, &err);
    return drawn(good, &svg, &err);
}

static const char *draw_bars(const struct chart_bar *bars, size_t count)
{
    return draw_bars_as(false, bars, count);
}

static void wide_bars_stand_beside_their_question(void **state)
{
    (void)state;
    const struct chart_bar bar = {"Being heard", "n = 640", FIGURE_PUBLISHED, 0.66, 0.20, 0.14, 0.64, 0.68};
    const char *svg = draw_bars_as(true, &bar, 1);
    assert_has(svg, ">Being heard<");
    assert_has(svg, "960");
    assert_has(svg, "719.72,"); // 428 for the question, then 66 % of what is left without the note
}

static void bars_show_shares_and_interval(void **state)
{
    (void)state;
    const struct chart_bar bar = {"Being heard", "n = 640", FIGURE_PUBLISHED, 0.66, 0.20, 0.14, 0.64, 0.68};
    const char *svg = draw_bars(&bar, 1);
    static const char *const parts[] = {">66 %<",        ">20 %<",    ">14 %<",
                                        ">Being heard<", ">n = 640<", "class=\"chart-whisker\""};
    for (size_t i = 0; i < LENGTH(parts); i++)
        assert_has(svg, parts[i]);
    // 66 % of a width of 360
    assert_has(svg, "237.60,");
}

static void bars_tell_the_reasons_of_hiding_apart(void **state)
{
    (void)state;
    const struct chart_bar bars[] = {{.label = "A", .status = FIGURE_BELOW_MINIMUM},
                                     {.label = "B", .status = FIGURE_PROTECTS_OTHERS},
                                     {.label = "C", .status = FIGURE_NOT_ASKED}};
    const char *svg = draw_bars(bars, LENGTH(bars));
    static const char *const parts[] = {">fewer than 5<",
                                        ">protects others<",
                                        ">not asked<",
                                        "url(#b-chart-below-minimum)",
                                        "url(#b-chart-protects-others)",
                                        "class=\"chart-track\""};
    for (size_t i = 0; i < LENGTH(parts); i++)
        assert_has(svg, parts[i]);
}

static void enps_shows_shares_score_and_interval(void **state)
{
    (void)state;
    const struct chart_enps enps = {.head = {.id = "e", .title = "eNPS", .description = "d"},
                                    .promoters = 0.41,
                                    .passives = 0.30,
                                    .detractors = 0.29,
                                    .score = 12.3,
                                    .low = 9.1,
                                    .high = 15.4,
                                    .promoters_word = "promoters",
                                    .passives_word = "passives",
                                    .detractors_word = "detractors",
                                    .score_word = "eNPS"};
    char *svg = NULL;
    struct error err = {0};
    bool good = chart_enps(pool, arena, &enps, &svg, &err);
    drawn(good, &svg, &err);
    static const char *const parts[] = {">41%<",
                                        ">30%<",
                                        ">29%<",
                                        ">+12<",
                                        ">+100<",
                                        ">\xE2\x88\x92\x31\x30\x30<", // −100
                                        "chart-whisker",
                                        "chart-point"};
    for (size_t i = 0; i < LENGTH(parts); i++)
        assert_has(svg, parts[i]);
}

static const char *draw_heat(const struct chart_heat_cell *cells, size_t rows, size_t columns,
                             struct error *err)
{
    const char **names = ARENA_ARRAY(arena, rows + columns, const char *);
    for (size_t i = 0; i < rows + columns; i++)
        names[i] = arena_format(arena, "N%zu", i);
    const struct chart_heat heat = {.head = {.id = "h", .title = "Heat", .description = "d"},
                                    .rows = names,
                                    .row_count = rows,
                                    .columns = names + rows,
                                    .column_count = columns,
                                    .cells = cells,
                                    .low = 30,
                                    .high = 90,
                                    .below_minimum = "fewer than 5",
                                    .protects_others = "protects others",
                                    .not_asked = "not asked",
                                    .scale = "%"};
    char *svg = NULL;
    return chart_heat(pool, arena, &heat, &svg, err) ? svg : NULL;
}

static void heat_map_tells_hidden_cells_from_those_not_asked(void **state)
{
    (void)state;
    const struct chart_heat_cell cells[] = {{FIGURE_PUBLISHED, 10},       {FIGURE_PUBLISHED, 59.6},
                                            {FIGURE_PUBLISHED, 95},       {FIGURE_BELOW_MINIMUM, NAN},
                                            {FIGURE_PROTECTS_OTHERS, 77}, {FIGURE_NOT_ASKED, NAN}};
    struct error err = {0};
    const char *svg = draw_heat(cells, 2, 3, &err);
    assert_non_null(svg);
    static const char *const parts[] = {">10<",
                                        ">60<",
                                        ">95<",
                                        "class=\"chart-on-heat-1\"",
                                        "class=\"chart-on-heat-4\"",
                                        "class=\"chart-on-heat-7\"",
                                        "url(#h-chart-below-minimum)",
                                        "url(#h-chart-protects-others)",
                                        ">\xE2\x80\x93<"};
    for (size_t i = 0; i < LENGTH(parts); i++)
        assert_has(svg, parts[i]);
    assert_null(strstr(svg, ">77<")); // a number that is hidden is not drawn, whoever passes it
}

static void heat_map_of_a_large_organisation_is_drawn(void **state)
{
    (void)state;
    size_t rows = 46, columns = 71;
    struct chart_heat_cell *cells = ARENA_ARRAY(arena, rows * columns, struct chart_heat_cell);
    for (size_t i = 0; i < rows * columns; i++)
        cells[i].value = (double)(i % 100);
    struct error err = {0};
    const char *svg = draw_heat(cells, rows, columns, &err);
    if (!svg)
        fail_msg("%s", err.message);
    assert_true(count_of(svg, "<text") >= rows * columns + rows + columns);
    assert_null(draw_heat(cells, 60001, 1, &err));
    assert_int_equal(err.kind, ERROR_LIMIT);
}

static void *draw_again(void *argument)
{
    AUTO(arena) struct arena *own = arena_new();
    char *svg = NULL;
    struct error err = {0};
    const char *first = argument;
    struct chart_trend trend = trend_of(NULL, 12);
    struct chart_trend_point points[12];
    for (size_t i = 0; i < LENGTH(points); i++)
        points[i] = (struct chart_trend_point){
            .label = "x", .day = NAN, .value = (double)(i * i % 7), .low = 0, .high = 7, .reference = NAN};
    trend.points = points;
    for (int i = 0; i < 5; i++)
        if (!chart_trend(pool, own, &trend, &svg, &err) || (*first && strcmp(first, svg) != 0))
            return argument;
    return *first ? NULL : arena_text(arena, svg);
}

static void equal_input_gives_equal_bytes_also_from_other_threads(void **state)
{
    (void)state;
    char nothing[] = "";
    char *first = draw_again(nothing);
    assert_has(first, "<svg");
    pthread_t threads[4];
    for (size_t i = 0; i < LENGTH(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, draw_again, first), 0);
    for (size_t i = 0; i < LENGTH(threads); i++) {
        void *different;
        pthread_join(threads[i], &different);
        assert_null(different);
    }
}

// Texts that would do something if they were ever read as commands, formats, markup or the end of a block.
static const char *const attacks[] = {
    "`touch /tmp/el-attack`",
    "$(touch /tmp/el-attack)",
    "\"; system(\"touch /tmp/el-attack\"); \"",
    "'; !touch /tmp/el-attack",
    "! touch /tmp/el-attack",
    "set print \"/tmp/el-attack\"",
    "set output '/tmp/el-attack'",
    "EOD",
    "END_00000000000000000000000000000000",
    "$T << EOD",
    "%s%s%n%d %99999d",
    "@WIDTH @x",
    "{/Symbol a}_{x}^{y} &{hidden}",
    "\\n \\",
    "ends with a backslash \\",
    "# a comment",
    "</svg><script>alert(1)</script>",
    "]]><script>x</script>",
    "&lt;b&gt; &amp; &#60;",
    "<!-- x --> <?php ?>",
    "\" onload=\"x",
    "NaN",
    "1,2;3:4",
    "quit",
    "\xF0\x9F\x98\x80 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB",
    "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xD8\xB3\xD9\x84\xD8\xA7\xD9\x85",
    "\xE2\x80\xAE"
    "abc",
    "Fa\xC3\xA7"
    "ade \xC4\x90\xE1\xBA\xB7ng",
};

// The text as the written page must hold it.
static const char *escaped(const char *text)
{
    AUTO(buffer) struct buffer out = {0};
    for (; *text; text++) {
        static const char *const names[] = {
            ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;"};
        size_t code = (unsigned char)*text;
        if (code < LENGTH(names) && names[code])
            buffer_text(&out, names[code]);
        else
            buffer_char(&out, *text);
    }
    return arena_slice(arena, out.bytes, out.size);
}

static void attack_texts_come_out_as_text(void **state)
{
    (void)state;
    struct chart_bar bars[LENGTH(attacks)];
    for (size_t i = 0; i < LENGTH(attacks); i++)
        bars[i] = (struct chart_bar){.label = attacks[i],
                                     .note = NULL,
                                     .status = FIGURE_PUBLISHED,
                                     .favourable = 1,
                                     .low = NAN,
                                     .high = NAN};
    const char *svg = draw_bars(bars, LENGTH(attacks));
    for (size_t i = 0; i < LENGTH(attacks); i++)
        assert_has(svg, arena_format(arena, ">%s</text>", escaped(attacks[i])));
    assert_int_not_equal(access("/tmp/el-attack", F_OK), 0);
}

static void attack_texts_as_waves_and_names_do_no_harm(void **state)
{
    (void)state;
    for (size_t i = 0; i < LENGTH(attacks); i++) {
        struct chart_trend_point *points = waves(1);
        points[0].label = attacks[i];
        struct chart_trend trend = trend_of(points, 1);
        trend.head.title = trend.head.description = trend.reference = attacks[i];
        const char *svg = draw_trend(pool, &trend);
        assert_has(svg, arena_format(arena, " aria-label=\"%s\"", escaped(attacks[i])));
        assert_has(svg, "chart-point");
    }
    assert_int_not_equal(access("/tmp/el-attack", F_OK), 0);
}

static void control_characters_and_broken_bytes_become_harmless(void **state)
{
    (void)state;
    const struct chart_bar bars[] = {
        {.label = "a\nEND_00\nquit\n\x01\x1B[2J", .status = FIGURE_PUBLISHED, .favourable = 1},
        {.label = "\xFF\xC3( \xED\xA0\x80", .status = FIGURE_PUBLISHED, .favourable = 1},
    };
    const char *svg = draw_bars(bars, LENGTH(bars));
    assert_has(svg, ">a END_00 quit \xEF\xBF\xBD\xEF\xBF\xBD[2J</text>");
    assert_has(svg, ">\xEF\xBF\xBD\xEF\xBF\xBD( \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD</text>");
}

static void every_chart_may_stand_in_a_page_and_ids_do_not_collide(void **state)
{
    (void)state;
    AUTO(page) struct page *page = page_open(arena, "reports/blank.html");
    struct element *body = page_slot(page_root(page), "main");
    const struct chart_bar bar = {"Q", NULL, FIGURE_BELOW_MINIMUM, 0, 0, 0, 0, 0};
    const struct chart_heat_cell cell = {FIGURE_PROTECTS_OTHERS, 0};
    struct chart_trend trend = trend_of(waves(4), 4);
    struct error err = {0};
    element_svg(body, draw_bars(&bar, 1));
    element_svg(body, draw_trend(pool, &trend));
    element_svg(body, draw_heat(&cell, 1, 1, &err));
    AUTO(buffer) struct buffer html = {0};
    if (!page_write(page, &html, &err))
        fail_msg("%s", err.message);
    for (const char *at = html.bytes; (at = strstr(at, " id=\"")); at++) {
        const char *id = arena_slice(arena, at, strcspn(at + 5, "\"") + 6);
        assert_int_equal(count_of(html.bytes, id), 1);
    }
    for (const char *at = html.bytes; (at = strstr(at, "url(#")); at++) {
        const char *id = arena_slice(arena, at + 5, strcspn(at + 5, ")"));
        assert_int_equal(count_of(html.bytes, arena_format(arena, " id=\"%s\"", id)), 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trend_shows_line_band_and_last_value),
        cmocka_unit_test(trend_of_one_wave_shows_its_interval),
        cmocka_unit_test(trend_works_for_every_number_of_waves),
        cmocka_unit_test(line_breaks_where_it_must_and_where_a_wave_is_hidden),
        cmocka_unit_test(only_marked_changes_have_a_triangle),
        cmocka_unit_test(a_mark_at_the_edge_does_not_cover_its_point),
        cmocka_unit_test(a_half_is_rounded_up_as_in_the_text_beside_the_chart),
        cmocka_unit_test(trend_of_hidden_waves_only_is_an_empty_axis),
        cmocka_unit_test(too_many_waves_are_refused),
        cmocka_unit_test(bars_show_shares_and_interval),
        cmocka_unit_test(wide_bars_stand_beside_their_question),
        cmocka_unit_test(bars_tell_the_reasons_of_hiding_apart),
        cmocka_unit_test(enps_shows_shares_score_and_interval),
        cmocka_unit_test(heat_map_tells_hidden_cells_from_those_not_asked),
        cmocka_unit_test(heat_map_of_a_large_organisation_is_drawn),
        cmocka_unit_test(equal_input_gives_equal_bytes_also_from_other_threads),
        cmocka_unit_test(attack_texts_come_out_as_text),
        cmocka_unit_test(attack_texts_as_waves_and_names_do_no_harm),
        cmocka_unit_test(control_characters_and_broken_bytes_become_harmless),
        cmocka_unit_test(every_chart_may_stand_in_a_page_and_ids_do_not_collide),
    };
    return cmocka_run_group_tests_name("chart/chart", tests, start, stop);
}
