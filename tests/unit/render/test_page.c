#include "base/resource.h"
#include "render/page.h"
#include "unit.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct fixture {
    struct arena *arena;
    struct page *page;
    struct element *main;
    struct buffer html;
};

static int open_blank(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    fixture->arena = arena_new();
    fixture->page = page_open(fixture->arena, "reports/blank.html");
    fixture->main = page_slot(page_root(fixture->page), "main");
    *state = fixture;
    return 0;
}

static int close_blank(void **state)
{
    struct fixture *fixture = *state;
    page_free(fixture->page);
    buffer_free(&fixture->html);
    arena_free(fixture->arena);
    free(fixture);
    return 0;
}

static void assert_written(struct fixture *fixture, const char *part)
{
    struct error err;
    buffer_clear(&fixture->html);
    if (!page_write(fixture->page, &fixture->html, &err))
        fail_msg("%s", err.message);
    if (!strstr(buffer_string(&fixture->html), part))
        fail_msg("%s\nis not in\n%s", part, buffer_string(&fixture->html));
}

static void assert_refused(struct fixture *fixture, const char *message)
{
    struct error err;
    if (page_write(fixture->page, &fixture->html, &err))
        fail_msg("not refused: %s", buffer_string(&fixture->html));
    assert_int_equal(err.kind, ERROR_INTERNAL);
    assert_int_equal(fixture->html.size, 0);
    if (!strstr(err.message, message))
        fail_msg("\"%s\" does not say \"%s\"", err.message, message);
}

static void page_begins_with_doctype_and_charset(void **state)
{
    assert_written(*state, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
}

static void text_never_becomes_markup(void **state)
{
    struct fixture *fixture = *state;
    static const char *const attacks[][2] = {
        {"<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
        {"</p><img src=x onerror=alert(1)>", "&lt;/p&gt;&lt;img src=x onerror=alert(1)&gt;"},
        {"&lt;b&gt; &#60;", "&amp;lt;b&amp;gt; &amp;#60;"},
        {"]]><![CDATA[x", "]]&gt;&lt;![CDATA[x"},
        {"a\001b\x7F"
         "c",
         "a\xEF\xBF\xBD"
         "b\xEF\xBF\xBD"
         "c"},
        {"half \xC3( over \xC0\xBC long \xED\xA0\x80",
         "half \xEF\xBF\xBD( over \xEF\xBF\xBD\xEF\xBF\xBD long "},
        {"\xF0\x9F\x98\x80 \xD7\xA9", "\xF0\x9F\x98\x80 \xD7\xA9"},
    };
    for (size_t i = 0; i < LENGTH(attacks); i++) {
        element_text(fixture->main, attacks[i][0]);
        assert_written(fixture, attacks[i][1]);
        element_set(fixture->main, "title", attacks[i][0]);
        assert_written(fixture, attacks[i][1]);
    }
    element_set(fixture->main, "title", "\" onmouseover=\"x");
    assert_written(fixture, "<main title=\"&quot; onmouseover=&quot;x\">");
}

static void void_elements_have_no_end_and_others_have_one(void **state)
{
    struct fixture *fixture = *state;
    element_add(fixture->main, "br");
    element_add(fixture->main, "wbr");
    element_add(fixture->main, "span");
    struct element *box = element_add(fixture->main, "input");
    element_set(box, "type", "checkbox");
    element_flag(box, "checked", true);
    element_flag(box, "required", false);
    assert_written(fixture, "<main><br><wbr><span></span><input type=\"checkbox\" checked></main>");
}

static void line_feed_at_the_start_of_a_textarea_is_kept(void **state)
{
    struct fixture *fixture = *state;
    element_add_text(fixture->main, "textarea", "\nline");
    assert_written(fixture, "<textarea>\n\nline</textarea>");
}

static void dangerous_elements_and_attributes_are_refused(void **state)
{
    static const char *const elements[] = {"script", "style", "iframe",    "object", "embed",
                                           "base",   "meta",  "link",      "form",   "svg",
                                           "math",   "xmp",   "plaintext", "SCRIPT"};
    static const char *const attributes[] = {
        "onclick",    "ONCLICK", "href",       "src",       "action",    "style",
        "formaction", "srcdoc",  "xlink:href", "data-slot", "data-each", "data-word-x",
        "aria-a b",   "data-",   "http-equiv", "ping",      "x y"};
    for (size_t i = 0; i < LENGTH(elements) + LENGTH(attributes); i++) {
        void *own;
        open_blank(&own);
        struct fixture *fixture = own;
        if (i < LENGTH(elements))
            element_add_text(fixture->main, elements[i], "x");
        else
            element_set(fixture->main, attributes[i - LENGTH(elements)], "x");
        assert_refused(fixture, "is refused");
        close_blank(&own);
    }
    (void)state;
}

static void text_in_a_style_is_refused(void **state)
{
    struct fixture *fixture = *state;
    page_style(fixture->page, "reports/blank.css");
    assert_refused(fixture, "reports/blank.css");
}

static void first_fault_is_the_one_reported(void **state)
{
    struct fixture *fixture = *state;
    slot_text(fixture->main, "nowhere", "x");
    element_set(element_add(fixture->main, "script"), "onclick", "x");
    assert_refused(fixture, "there is no slot \"nowhere\" in <main>");
}

static void links_come_encoded_and_only_from_constructors(void **state)
{
    struct fixture *fixture = *state;
    struct page *page = fixture->page;
    element_link(element_add(fixture->main, "a"), page_link(page, ROUTE_SURVEY_LANGUAGE, "d/e&x=\"1\"\n#"));
    assert_written(fixture, "<a href=\"/s?language=d%2Fe%26x%3D%221%22%0A%23\"></a>");
    element_text(fixture->main, NULL);
    element_link(element_add(fixture->main, "a"),
                 page_file(page, "../departments/AR-ARCE.v2.html", "heard 1"));
    assert_written(fixture, "<a href=\"../departments/AR-ARCE.v2.html#heard%201\"></a>");
    element_text(fixture->main, NULL);
    element_link(element_add(fixture->main, "a"), page_anchor(page, "\"><x>"));
    assert_written(fixture, "<a href=\"#%22%3E%3Cx%3E\"></a>");
}

static void paths_that_leave_the_report_are_refused(void **state)
{
    static const char *const bad[] = {"javascript:alert(1)",
                                      "//host/x",
                                      "/etc/passwd",
                                      "a/../b",
                                      "",
                                      "a//b",
                                      "..",
                                      "a/",
                                      ".hidden",
                                      "a?b",
                                      "a%2F",
                                      "http://x/",
                                      "a b.html",
                                      "a\\b"};
    for (size_t i = 0; i < LENGTH(bad); i++) {
        void *own;
        open_blank(&own);
        struct fixture *fixture = own;
        element_link(element_add(fixture->main, "a"), page_file(fixture->page, bad[i], NULL));
        assert_refused(fixture, "is not a path");
        close_blank(&own);
    }
    (void)state;
}

static void route_and_argument_must_agree(void **state)
{
    struct fixture *fixture = *state;
    element_link(element_add(fixture->main, "a"), page_link(fixture->page, ROUTE_SURVEY, "x"));
    assert_refused(fixture, "wrong number of arguments");
}

static void form_posts_to_a_link_with_its_token(void **state)
{
    struct fixture *fixture = *state;
    form_open(fixture->main, page_link(fixture->page, ROUTE_SURVEY_ANSWERS, NULL), "t<");
    assert_written(fixture, "<form method=\"post\" action=\"/s/answers\" accept-charset=\"utf-8\">"
                            "<input type=\"hidden\" name=\"form_token\" value=\"t&lt;\"></form>");
    element_text(fixture->main, NULL);
    form_open(fixture->main, page_link(fixture->page, ROUTE_SURVEY_ANSWERS, NULL), NULL);
    assert_written(fixture, "accept-charset=\"utf-8\"></form>");
}

static void style_sheet_comes_from_the_program(void **state)
{
    struct fixture *fixture = *state;
    page_style(fixture->page, "reports/chart.css");
    assert_written(fixture, "<style>");
    assert_null(strstr(buffer_string(&fixture->html), "&quot;"));
}

static void measure_is_a_number_and_nothing_else(void **state)
{
    struct fixture *fixture = *state;
    element_measure(fixture->main, "--share", 0.4125);
    element_measure(fixture->main, "--low", -2);
    assert_written(fixture, "<main style=\"--share:0.4125;--low:-2\">");
    element_measure(fixture->main, "--share", NAN);
    buffer_clear(&fixture->html);
    assert_refused(fixture, "--share");
}

static void drawing_is_inserted_with_its_case(void **state)
{
    struct fixture *fixture = *state;
    element_svg(fixture->main,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><title>a &amp; b</title>"
                "<clipPath id=\"c\"/><g clip-path=\"url(#c)\"><path d=\"M0,0\"/></g></svg>");
    assert_written(fixture, "<svg viewBox=\"0 0 9 9\"><title>a &amp; b</title><clipPath id=\"c\"/>"
                            "<g clip-path=\"url(#c)\"><path d=\"M0,0\"/></g></svg>");
}

static void drawing_with_anything_active_is_refused(void **state)
{
    static const char *const bad[] = {
        "<script>1</script>",
        "<style>x</style>",
        "<g onload=\"x\"/>",
        "<foreignObject/>",
        "<image href=\"#a\"/>",
        "<a href=\"#a\"/>",
        "<use href=\"http://x/#a\"/>",
        "<use xmlns:l=\"http://www.w3.org/1999/xlink\" l:href=\"#a\"/>",
        "<g fill=\"url(http://x)\"/>",
        "<g fill=\"\\75rl(http://x)\"/>",
        "<g style=\"x:1\"/>",
        "<p xmlns=\"http://www.w3.org/1999/xhtml\"/>",
        "<animate attributeName=\"href\"/>",
        "<?xml-stylesheet href=\"x\"?>",
        "<g>",
    };
    for (size_t i = 0; i < LENGTH(bad); i++) {
        void *own;
        open_blank(&own);
        struct fixture *fixture = own;
        element_svg(
            fixture->main,
            arena_format(fixture->arena, "<svg xmlns=\"http://www.w3.org/2000/svg\">%s</svg>", bad[i]));
        assert_refused(fixture, "drawing");
        close_blank(&own);
    }
    (void)state;
}

static const char *find_word(const void *catalogue, const char *key)
{
    return strcmp(key, "known") == 0 ? catalogue : NULL;
}

static void *write_many(void *out)
{
    for (int i = 0; i < 50; i++) {
        AUTO(arena) struct arena *arena = arena_new();
        AUTO(page) struct page *page = page_open(arena, "reports/blank.html");
        slot_format(page_root(page), "main", "page <%d>", i);
        AUTO(buffer) struct buffer html = {0};
        struct error err;
        if (page_write(page, &html, &err) && strstr(html.bytes, "page &lt;"))
            ++*(int *)out;
    }
    return NULL;
}

static void pages_are_written_by_several_threads_at_once(void **state)
{
    (void)state;
    pthread_t threads[4];
    int written[4] = {0};
    for (size_t i = 0; i < LENGTH(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, write_many, &written[i]), 0);
    for (size_t i = 0; i < LENGTH(threads); i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(written[i], 50);
    }
}

static void missing_shell_is_the_first_fault(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    AUTO(page) struct page *page = page_open(arena, "reports/nothing.html");
    slot_text(page_root(page), "title", "x");
    struct fixture fixture = {.arena = arena, .page = page};
    assert_refused(&fixture, "there is no shell reports/nothing.html");
}

static void every_shell_of_the_program_keeps_the_rules(void **state)
{
    (void)state;
    for (const struct resource_entry *entry = resource_table; entry->path; entry++) {
        size_t length = strlen(entry->path);
        if (length < 5 || strcmp(entry->path + length - 5, ".html") != 0)
            continue;
        if (strncmp(entry->path, "reports/mail_", 13) == 0)
            continue; // a letter is no page: mail programs know no style sheets, so its styles stand in the elements
        if (strncmp(entry->path, "reports/part_", 13) == 0)
            continue; // checked in the shells that it is part of
        AUTO(arena) struct arena *arena = arena_new();
        AUTO(page) struct page *page = page_open(arena, entry->path);
        page_has_slot(page_root(page), "main");
        page_words(page, "en", find_word, "word"); // an unknown word is a later fault than a broken shell
        AUTO(buffer) struct buffer html = {0};
        struct error err = {0};
        if (!page_write(page, &html, &err) && !strstr(err.message, "no word") &&
            !strstr(err.message, "form_open"))
            fail_msg("%s", err.message);
    }
}

#define PAGE_TEST(name) cmocka_unit_test_setup_teardown(name, open_blank, close_blank)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PAGE_TEST(page_begins_with_doctype_and_charset),
        PAGE_TEST(text_never_becomes_markup),
        PAGE_TEST(void_elements_have_no_end_and_others_have_one),
        PAGE_TEST(line_feed_at_the_start_of_a_textarea_is_kept),
        PAGE_TEST(dangerous_elements_and_attributes_are_refused),
        PAGE_TEST(text_in_a_style_is_refused),
        PAGE_TEST(first_fault_is_the_one_reported),
        PAGE_TEST(links_come_encoded_and_only_from_constructors),
        PAGE_TEST(paths_that_leave_the_report_are_refused),
        PAGE_TEST(route_and_argument_must_agree),
        PAGE_TEST(form_posts_to_a_link_with_its_token),
        PAGE_TEST(style_sheet_comes_from_the_program),
        PAGE_TEST(measure_is_a_number_and_nothing_else),
        PAGE_TEST(drawing_is_inserted_with_its_case),
        PAGE_TEST(drawing_with_anything_active_is_refused),
        cmocka_unit_test(pages_are_written_by_several_threads_at_once),
        cmocka_unit_test(missing_shell_is_the_first_fault),
        cmocka_unit_test(every_shell_of_the_program_keeps_the_rules),
    };
    return cmocka_run_group_tests_name("render/page", tests, NULL, NULL);
}
