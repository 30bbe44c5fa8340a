// What shells may contain and how slots, shapes and words are filled.
#include "../../../src/render/internal.h"
#include "unit.h"

#include <string.h>

#define SHELL(head, body)                                                                                    \
    "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"/>" head "</head><body>" body             \
    "</body></html>"

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

static struct page *parse(const char *shell)
{
    return page_parse(arena, "test.html", shell, strlen(shell));
}

// The body as written, or the message of the fault.
static const char *body_of(struct page *page)
{
    AUTO(buffer) struct buffer html = {0};
    struct error err;
    if (!page_write(page, &html, &err))
        return arena_text(arena, err.message);
    const char *begin = strstr(html.bytes, "<body>") + 6;
    return arena_slice(arena, begin, (size_t)(strstr(begin, "</body>") - begin));
}

static void shape_is_repeated_in_order_and_not_written_itself(void **state)
{
    (void)state;
    AUTO(page)
    struct page *page =
        parse(SHELL("", "<ul><li data-each=\"row\" class=\"r\"><b data-slot=\"name\">?</b></li></ul>"));
    struct element *shape = page_each(page_root(page), "row");
    assert_string_equal(body_of(page), "<ul></ul>");
    slot_text(element_repeat(shape), "name", "one");
    slot_text(element_repeat(shape), "name", "two");
    assert_string_equal(body_of(page),
                        "<ul><li class=\"r\"><b>one</b></li><li class=\"r\"><b>two</b></li></ul>");
}

static void slot_in_a_shape_is_found_only_in_its_copies(void **state)
{
    (void)state;
    AUTO(page)
    struct page *page =
        parse(SHELL("", "<p data-each=\"row\"><i data-slot=\"name\"/></p><i data-slot=\"name\"/>"));
    slot_text(page_root(page), "name", "outside");
    assert_string_equal(body_of(page), "<i>outside</i>");
}

static void shapes_nest(void **state)
{
    (void)state;
    AUTO(page)
    struct page *page =
        parse(SHELL("", "<tr data-each=\"row\"><td data-each=\"cell\" data-slot=\"text\"/></tr>"));
    struct element *row = page_each(page_root(page), "row");
    for (int i = 0; i < 2; i++) {
        struct element *cell = page_each(element_repeat(row), "cell");
        for (int j = 0; j <= i; j++)
            slot_format(element_repeat(cell), "text", "%d%d", i, j);
    }
    assert_string_equal(body_of(page), "<tr><td>00</td></tr><tr><td>10</td><td>11</td></tr>");
}

static void unwanted_slot_is_removed(void **state)
{
    (void)state;
    AUTO(page) struct page *page = parse(SHELL("", "<p data-slot=\"a\">A</p><p data-slot=\"b\">B</p>"));
    assert_true(slot_keep(page_root(page), "a", true));
    assert_false(slot_keep(page_root(page), "b", false));
    assert_string_equal(body_of(page), "<p>A</p>");
}

static const char *find(const void *catalogue, const char *key)
{
    (void)catalogue;
    return strcmp(key, "hello") == 0 ? "Gr\xC3\xBC\xC3\x9F <Sie>" : NULL;
}

static void words_fill_text_and_attributes_also_in_shapes(void **state)
{
    (void)state;
    AUTO(page)
    struct page *page = parse(SHELL("", "<p data-word=\"hello\" data-word-aria-label=\"hello\">x</p><p "
                                        "data-each=\"row\" data-word=\"hello\"/>"));
    page_words(page, "de", find, NULL);
    element_repeat(page_each(page_root(page), "row"));
    assert_string_equal(body_of(page),
                        "<p aria-label=\"Gr\xC3\xBC\xC3\x9F &lt;Sie&gt;\">Gr\xC3\xBC\xC3\x9F &lt;Sie&gt;</p>"
                        "<p>Gr\xC3\xBC\xC3\x9F &lt;Sie&gt;</p>");
}

static void missing_and_forgotten_words_are_faults(void **state)
{
    (void)state;
    AUTO(page) struct page *unknown = parse(SHELL("", "<p data-word=\"bye\"/>"));
    page_words(unknown, "de", find, NULL);
    assert_string_equal(body_of(unknown), "page: the language catalogue has no word bye");
    AUTO(page) struct page *forgotten = parse(SHELL("", "<p data-word=\"hello\"/>"));
    assert_string_equal(body_of(forgotten), "page: the word hello was not filled");
    AUTO(page) struct page *attribute = parse(SHELL("", "<p data-word-title=\"hello\"/>"));
    assert_string_equal(body_of(attribute), "page: the word hello was not filled");
    AUTO(page) struct page *handler = parse(SHELL("", "<p data-word-onclick=\"hello\"/>"));
    page_words(handler, "de", find, NULL);
    assert_string_equal(body_of(handler), "page: the attribute onclick of <p> is refused");
}

static void form_of_a_shell_must_be_opened(void **state)
{
    (void)state;
    AUTO(page)
    struct page *page = parse(SHELL("", "<form data-slot=\"f\" class=\"x\"><button>Go</button></form>"));
    assert_string_equal(body_of(page), "page: a form was not opened by form_open()");
    AUTO(page)
    struct page *opened = parse(SHELL("", "<form data-slot=\"f\" class=\"x\"><button>Go</button></form>"));
    form_open(page_slot(page_root(opened), "f"), page_link(opened, ROUTE_SURVEY, NULL), NULL);
    assert_string_equal(body_of(opened),
                        "<form class=\"x\" method=\"post\" action=\"/s\" accept-charset=\"utf-8\">"
                        "<button>Go</button></form>");
}

static void shell_with_anything_active_is_refused(void **state)
{
    (void)state;
    static const char *const bad[][2] = {
        {SHELL("", "<p onclick=\"x\"/>"), "onclick in <p>"},
        {SHELL("", "<script>x</script>"), "this element in <script>"},
        {SHELL("<style>x</style>", ""), "this element in <style>"},
        {SHELL("", "<iframe/>"), "this element in <iframe>"},
        {SHELL("", "<a href=\"JavaScript:x\"/>"), "a script as an address"},
        {SHELL("", "<form action=\"/x\"/>"), "action in <form>"},
        {SHELL("", "<p style=\"x\"/>"), "style in <p>"},
        {SHELL("", "<![CDATA[x]]>&nbsp;"), "nbsp"},
        {SHELL("", "<p>"), "test.html:1: Opening and ending tag mismatch"},
        {"<html lang=\"en\"><head/><body/></html>", "charset"},
        {"<svg/>", "a shell is <html>"},
        {"<!DOCTYPE html [<!ENTITY e \"x\">]><html><head><meta "
         "charset=\"utf-8\"/></head><body>&e;</body></html>",
         "entities"},
    };
    for (size_t i = 0; i < LENGTH(bad); i++) {
        AUTO(page) struct page *page = parse(bad[i][0]);
        const char *message = body_of(page);
        if (!strstr(message, bad[i][1]))
            fail_msg("\"%s\" does not say \"%s\"", message, bad[i][1]);
    }
}

static void entities_of_a_shell_stay_text(void **state)
{
    (void)state;
    AUTO(page)
    struct page *page = parse(SHELL("", "<p title=\"a &amp;amp; &#34;b\">a &amp;lt; &#8217; b</p>"));
    assert_string_equal(body_of(page), "<p title=\"a &amp;amp; &quot;b\">a &amp;lt; \xE2\x80\x99 b</p>");
}

static void a_part_stands_in_its_place_and_a_missing_one_is_a_fault(void **state)
{
    (void)state;
    AUTO(page) struct page *page = parse(SHELL("", "<p>a<part name=\"brand\"/>z</p>"));
    assert_string_equal(body_of(page), "<p>a<span class=\"mark\" aria-hidden=\"true\"></span><span class=\"brand\">Echolot</span>z</p>");
    AUTO(page) struct page *other = parse(SHELL("", "<part name=\"nothing\"/>"));
    assert_string_equal(body_of(other), "test.html: there is no part reports/part_nothing.html");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shape_is_repeated_in_order_and_not_written_itself),
        cmocka_unit_test(slot_in_a_shape_is_found_only_in_its_copies),
        cmocka_unit_test(shapes_nest),
        cmocka_unit_test(unwanted_slot_is_removed),
        cmocka_unit_test(words_fill_text_and_attributes_also_in_shapes),
        cmocka_unit_test(missing_and_forgotten_words_are_faults),
        cmocka_unit_test(form_of_a_shell_must_be_opened),
        cmocka_unit_test(a_part_stands_in_its_place_and_a_missing_one_is_a_fault),
        cmocka_unit_test(shell_with_anything_active_is_refused),
        cmocka_unit_test(entities_of_a_shell_stay_text),
    };
    return cmocka_run_group_tests_name("render/shell", tests, start, stop);
}
