#include "base/text.h"
#include "unit.h"

#include <string.h>

static void trim_takes_blanks_byte_order_marks_and_no_break_spaces(void **state)
{
    (void)state;
    char never[] = "Never ",
         mark[] = "\xEF\xBB\xBF"
                  "0 - Not at all\xC2\xA0\t\r\n",
         inner[] = "  a  b ", none[] = " \n ";
    assert_string_equal(text_trim(never), "Never");
    assert_string_equal(text_trim(mark), "0 - Not at all");
    assert_string_equal(text_trim(inner), "a  b");
    assert_string_equal(text_trim(none), "");
}

static void trim_never_cuts_a_character_in_half(void **state)
{
    (void)state;
    char text[] = "voil\xC3\xA0"; // à ends in the byte of a no-break space
    assert_string_equal(text_trim(text), "voil\xC3\xA0");
}

static void only_utf8_is_utf8(void **state)
{
    (void)state;
    static const char *const good[] = {"", "abc", "\xC3\xA4", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"};
    static const char *const bad[] = {"\xE4", "a\xC3", "\xC0\xAF",    "\xED\xA0\x80", "\xF4\x90\x80\x80",
                                      "\xFF", "\x80",  "\xE0\x80\xAF"};
    for (size_t i = 0; i < LENGTH(good); i++)
        assert_true(text_is_utf8(good[i], strlen(good[i]), NULL));
    for (size_t i = 0; i < LENGTH(bad); i++)
        assert_false(text_is_utf8(bad[i], strlen(bad[i]), NULL));
    size_t fault = 0;
    assert_false(text_is_utf8("ab\xFFz", 4, &fault));
    assert_int_equal(fault, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trim_takes_blanks_byte_order_marks_and_no_break_spaces),
        cmocka_unit_test(trim_never_cuts_a_character_in_half),
        cmocka_unit_test(only_utf8_is_utf8),
    };
    return cmocka_run_group_tests_name("base/text", tests, NULL, NULL);
}
