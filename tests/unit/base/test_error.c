#include "base/error.h"
#include "unit.h"

#include <string.h>

static void fail_returns_false_and_fills(void **state)
{
    (void)state;
    struct error err = {.hint = "old"};
    assert_false(FAIL(&err, ERROR_NOT_FOUND, "wave %s", "2026-11"));
    assert_int_equal(err.kind, ERROR_NOT_FOUND);
    assert_string_equal(err.message, "wave 2026-11");
    assert_string_equal(err.hint, "");
}

static void long_message_is_cut_between_characters(void **state)
{
    (void)state;
    char text[2048];
    for (size_t i = 0; i + 2 < sizeof text; i += 2)
        memcpy(text + i, "\xC3\xA4", 2); // ä
    text[sizeof text - 2] = '\0';
    struct error err;
    assert_false(FAIL(&err, ERROR_INVALID, "x%s", text));
    assert_false(FAIL(&err, ERROR_INVALID, "%s", text));
    size_t length = strlen(err.message);
    assert_true(length < sizeof err.message && length > sizeof err.message - 4);
    assert_int_equal(length % 2, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fail_returns_false_and_fills),
        cmocka_unit_test(long_message_is_cut_between_characters),
    };
    return cmocka_run_group_tests_name("base/error", tests, NULL, NULL);
}
