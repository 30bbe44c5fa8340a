#include "base/resource.h"
#include "chart/clean.h"
#include "chart/palette.h"
#include "unit.h"

#include <string.h>

static const struct chart_head head = {.id = "c1", .title = "A & B", .description = "<d>"};

static struct arena *arena;

static int start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

// The marks of a drawing with this content, without the frame around them.
static const char *clean(const char *content)
{
    const char *drawing = arena_format(arena,
                                       "<?xml version=\"1.0\"?><svg viewBox=\"0 0 440 240\" "
                                       "xmlns=\"http://www.w3.org/2000/svg\" "
                                       "xmlns:xlink=\"http://www.w3.org/1999/xlink\">%s</svg>",
                                       content);
    char *svg;
    struct error err;
    if (!chart_clean(arena, drawing, "trend", &head, &svg, &err))
        fail_msg("%s", err.message);
    const char *frame = strstr(svg, "<g font-family=\"system-ui, sans-serif\">");
    assert_non_null(frame);
    const char *marks = strchr(frame, '>') + 1;
    return arena_slice(arena, marks, strlen(marks) - strlen("</g></svg>"));
}

static void frame_names_itself_for_screen_readers(void **state)
{
    (void)state;
    char *svg;
    struct error err;
    assert_true(chart_clean(arena, "<svg viewBox=\"0 0 440 240\"/>", "trend", &head, &svg, &err));
    assert_string_equal(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart chart-trend\" "
                             "viewBox=\"0 0 440 240\" width=\"440\" height=\"240\" role=\"img\" "
                             "aria-label=\"A &amp; B\" aria-describedby=\"c1-description\">"
                             "<desc id=\"c1-description\">&lt;d&gt;</desc>"
                             "<g font-family=\"system-ui, sans-serif\"></g></svg>");
}

static void colour_of_a_role_becomes_its_class(void **state)
{
    (void)state;
    assert_string_equal(
        clean(arena_format(arena, "<g><path stroke='rgb(  1,   2,  %d)' d='M1.00,2.00 L3.00,4.00  '/></g>",
                           ROLE_LINE)),
        "<path class=\"chart-line\" fill=\"none\" stroke=\"#1b66a8\" stroke-width=\"2.5\" d=\"M1.00,2.00 "
        "L3.00,4.00 \"/>");
}

static void marks_of_one_role_share_an_element(void **state)
{
    (void)state;
    const char *marks = clean(arena_format(arena,
                                           "<polygon fill='rgb(1,2,%d)' points='0,0 1,0 1,1'/>"
                                           "<polygon fill='rgb(1,2,%d)' points='5,5 6,5 6,6'/>"
                                           "<polygon fill='rgb(1,2,%d)' points='7,7 8,7 8,8'/>",
                                           ROLE_BAND, ROLE_BAND, ROLE_TRACK));
    assert_string_equal(marks,
                        "<path class=\"chart-band\" fill=\"#cfe1f2\" d=\"M0,0 1,0 1,1ZM5,5 6,5 6,6Z\"/>"
                        "<path class=\"chart-track\" fill=\"#e9edf1\" d=\"M7,7 8,7 8,8Z\"/>");
}

static void pattern_has_the_id_of_its_chart(void **state)
{
    (void)state;
    const char *drawing = arena_format(
        arena, "<svg viewBox=\"0 0 9 9\"><polygon fill='rgb(1,2,%d)' points='0,0 1,0 1,1'/></svg>",
        ROLE_BELOW_MINIMUM);
    char *svg;
    struct error err;
    assert_true(chart_clean(arena, drawing, "heat", &head, &svg, &err));
    assert_non_null(strstr(svg, "<pattern id=\"c1-chart-below-minimum\""));
    assert_non_null(strstr(svg, "fill=\"url(#c1-chart-below-minimum)\""));
}

static void what_has_no_role_is_left_out(void **state)
{
    (void)state;
    assert_string_equal(
        clean("<path stroke='black' d='M0,0 L1,1'/><polygon fill='rgb(1,2,255)' points='0,0'/>"
              "<polygon fill='url(http://x)' points='0,0'/><rect x='0' fill='rgb(1,2,4)'/>"
              "<script>alert(1)</script><style>x</style><image xlink:href='http://x/'/>"
              "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>"
              "<text>outside a group</text>"),
        "");
}

static void only_geometry_of_a_mark_gets_through(void **state)
{
    (void)state;
    const char *marks = clean(arena_format(
        arena,
        "<path onload='x' style='x' id='y' stroke='rgb(1,2,%d)' d='M0,0 L1,1&quot; onload=&quot;x()'/>",
        ROLE_GRID));
    assert_string_equal(marks,
                        "<path class=\"chart-grid\" fill=\"none\" stroke=\"#e1e5ea\" stroke-width=\"1\" "
                        "d=\"M0,0 L1,1 la\"/>");
}

static void text_stays_text(void **state)
{
    (void)state;
    const char *marks = clean(
        arena_format(arena,
                     "<g transform=\"translate(1.5,2) rotate(-50)\" fill=\"rgb(1,2,%d)\" text-anchor=\"end\">"
                     "<text>&lt;/svg&gt; &amp;amp; \"]]\xEE\x80\xBE<![CDATA[<b>]]></text></g>",
                     ROLE_TICK));
    assert_string_equal(marks, "<g class=\"chart-tick\" fill=\"#56606b\" font-size=\"13\">"
                               "<text x=\"1.5\" y=\"2\" transform=\"rotate(-50 1.5 2)\" text-anchor=\"end\">"
                               "&lt;/svg&gt; &amp;amp; &quot;]]&gt;&lt;b&gt;</text></g>");
}

static void symbols_keep_their_shape(void **state)
{
    (void)state;
    const char *marks = clean(
        arena_format(arena,
                     "<use xlink:href='#gpPt6' transform='translate(5,6) scale(2)' color='rgb(1,2,%d)'/>"
                     "<use xlink:href='#gpPt8' transform='translate(5,6) scale(1)' color='rgb(1,2,%d)'/>",
                     ROLE_POINT, ROLE_RISE));
    assert_string_equal(
        marks, "<g class=\"chart-point\" fill=\"#1b66a8\"><circle cx=\"5.00\" cy=\"6.00\" r=\"2.00\"/></g>"
               "<g class=\"chart-rise\" fill=\"#1b66a8\"><path d=\"M5.00,4.67l1.33,2.00h-2.66z\"/></g>");
}

static void what_is_not_svg_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",        "gnuplot> ", "<svg",
        "<html/>", "<svg/>",    "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg viewBox=\"0 0 1 &a;\"/>"};
    for (size_t i = 0; i < LENGTH(bad); i++) {
        char *svg = NULL;
        struct error err;
        assert_false(chart_clean(arena, bad[i], "trend", &head, &svg, &err));
        assert_int_equal(err.kind, ERROR_UNAVAILABLE);
        assert_null(svg);
    }
}

static void id_that_could_mean_something_else_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {NULL, "", "1a", "a b", "a\"", "a)", "-a", "\xC3\xA4"};
    for (size_t i = 0; i < LENGTH(bad); i++) {
        const struct chart_head wrong = {.id = bad[i]};
        char *svg;
        struct error err;
        assert_false(chart_clean(arena, "<svg viewBox=\"0 0 1 1\"/>", "trend", &wrong, &svg, &err));
        assert_int_equal(err.kind, ERROR_INTERNAL);
    }
}

static void every_role_has_a_rule_in_the_style_sheet(void **state)
{
    (void)state;
    const struct resource_entry *sheet = resource_find("reports/chart.css");
    assert_non_null(sheet);
    for (enum chart_role role = ROLE_NONE + 1; role < ROLE__COUNT; role++)
        if (role != ROLE_NOT_ASKED &&
            !strstr(sheet->start, arena_format(arena, ".%s", chart_looks[role].css)))
            fail_msg("reports/chart.css has no .%s", chart_looks[role].css);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frame_names_itself_for_screen_readers),
        cmocka_unit_test(colour_of_a_role_becomes_its_class),
        cmocka_unit_test(marks_of_one_role_share_an_element),
        cmocka_unit_test(pattern_has_the_id_of_its_chart),
        cmocka_unit_test(what_has_no_role_is_left_out),
        cmocka_unit_test(only_geometry_of_a_mark_gets_through),
        cmocka_unit_test(text_stays_text),
        cmocka_unit_test(symbols_keep_their_shape),
        cmocka_unit_test(every_role_has_a_rule_in_the_style_sheet),
        cmocka_unit_test(what_is_not_svg_is_refused),
        cmocka_unit_test(id_that_could_mean_something_else_is_refused),
    };
    return cmocka_run_group_tests_name("chart/clean", tests, start, stop);
}
