// The browser tests read codes with a camera's eye; here is what can go wrong before.
#include "render/page.h"
#include "render/qr.h"
#include "unit.h"

#include <string.h>

static void a_drawing_is_one_that_pages_accept(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct error err;
    char *svg = qr_draw(arena, "https://example.org/s#0123456789ABCDEFGHJKMNPQRS", &err);
    assert_non_null(svg);
    AUTO(page) struct page *page = page_open(arena, "reports/blank.html");
    AUTO(buffer) struct buffer html = {0};
    element_svg(page_root(page), svg);
    assert_true(page_write(page, &html, &err));
    assert_non_null(strstr(svg, "viewBox=\"0 0 41 41\"")); // version 4, 33 modules and the quiet zone
    assert_non_null(strstr(svg, "M4 4h7v1h-7z"));          // the top of the first finder
}

static void a_text_too_long_for_any_code_is_refused(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct error err;
    char *text = arena_alloc(arena, 4001);
    memset(text, 'x', 4000);
    text[4000] = '\0';
    assert_null(qr_draw(arena, text, &err));
    assert_int_equal(err.kind, ERROR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_drawing_is_one_that_pages_accept),
        cmocka_unit_test(a_text_too_long_for_any_code_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
