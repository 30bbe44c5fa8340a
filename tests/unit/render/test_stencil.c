// A page written once gives each reader their own texts, and no text gets out of its gap.
#include "render/stencil.h"
#include "render/page.h"
#include "unit.h"

#include <sodium.h>
#include <string.h>

static struct stencil *cut(struct arena *arena)
{
    AUTO(buffer) struct buffer html = {0};
    struct error err;
    struct stencil_marks marks;
    stencil_marks_make(&marks);
    AUTO(page) struct page *page = page_open(arena, "reports/blank.html");
    struct element *main = page_slot(page_root(page), "main");
    element_add_text(main, "p", marks.texts[0]);
    element_set(element_add(main, "input"), "value", marks.texts[1]);
    element_add_text(main, "b", marks.texts[0]);
    if (!page_write(page, &html, &err))
        fail_msg("%s", err.message);
    return stencil_cut(&html, &marks);
}

static void assert_filled(const char *const *texts, const char *expected)
{
    AUTO(arena) struct arena *arena = arena_new();
    AUTO(buffer) struct buffer html = {0};
    struct stencil *stencil = cut(arena);
    stencil_fill(stencil, arena, texts, &html);
    stencil_free(stencil);
    assert_memory_equal(buffer_string(&html), "<!DOCTYPE html>\n", 16);
    assert_string_equal(buffer_string(&html) + html.size - 8, "</html>\n");
    if (!strstr(buffer_string(&html), expected))
        fail_msg("%s\nis not in\n%s", expected, buffer_string(&html));
}

static void texts_stand_in_every_place_of_their_mark(void **state)
{
    (void)state;
    assert_filled((const char *[]){"one", "two", NULL, NULL}, "<p>one</p><input value=\"two\"><b>one</b>");
}

static void a_text_can_not_become_markup(void **state)
{
    (void)state;
    assert_filled((const char *[]){"<i>&", "\" autofocus=\"", NULL, NULL},
                  "<p>&lt;i&gt;&amp;</p><input value=\"&quot; autofocus=&quot;\"><b>&lt;i&gt;&amp;</b>");
}

static void what_is_not_text_is_replaced_as_in_a_tree(void **state)
{
    (void)state;
    assert_filled((const char *[]){"\x01\xFF", "", NULL, NULL}, "<p>\xEF\xBF\xBD\xEF\xBF\xBD</p>");
}

static void no_text_leaves_the_gap_empty(void **state)
{
    (void)state;
    assert_filled((const char *[]){NULL, "x", NULL, NULL}, "<p></p><input value=\"x\"><b></b>");
}

static void marks_can_not_be_foreseen(void **state)
{
    struct stencil_marks one, other;
    (void)state;
    stencil_marks_make(&one);
    stencil_marks_make(&other);
    assert_string_not_equal(one.texts[0], other.texts[0]);
    assert_string_not_equal(one.texts[0], one.texts[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_stand_in_every_place_of_their_mark),
        cmocka_unit_test(a_text_can_not_become_markup),
        cmocka_unit_test(what_is_not_text_is_replaced_as_in_a_tree),
        cmocka_unit_test(no_text_leaves_the_gap_empty),
        cmocka_unit_test(marks_can_not_be_foreseen),
    };
    return sodium_init() < 0 ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
