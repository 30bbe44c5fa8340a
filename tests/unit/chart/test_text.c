#include "../../../src/chart/text.h"
#include "unit.h"

#include <string.h>

static void line_is_one_line_of_clean_text(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"a\nb\tc\r", "a b c "},
        {"", " "},
        {"x\x01\x7Fy", "x\xEF\xBF\xBD\xEF\xBF\xBDy"},
        {"\xC2\x85", "\xEF\xBF\xBD"},
        {"a>`", "a\xEE\x80\xBE\xEE\x81\xA0"},
        {"private \xEE\x80\x80\xEE\x81\xBF", "private \xEF\xBF\xBD\xEF\xBF\xBD"},
        {"cut \xE2\x82", "cut \xEF\xBF\xBD\xEF\xBF\xBD"},
        {"\xD7\xA9\xD7\x9C\xF0\x9F\x98\x80", "\xD7\xA9\xD7\x9C\xF0\x9F\x98\x80"},
    };
    for (size_t i = 0; i < LENGTH(cases); i++) {
        AUTO(buffer) struct buffer line = {0};
        text_line(&line, cases[i][0]);
        assert_string_equal(line.bytes, cases[i][1]);
    }
}

static void punctuation_travels_as_a_stand_in_and_comes_back(void **state)
{
    (void)state;
    for (int code = 0x20; code < 0x7F; code++) {
        AUTO(buffer) struct buffer line = {0};
        text_line(&line, (char[]){(char)code, '\0'});
        char back = line.size == 1 ? line.bytes[0] : text_original(line.bytes);
        assert_int_equal(back, code);
    }
    assert_int_equal(text_original("\xEF\xBF\xBD"), 0);
    assert_int_equal(text_original("\xEE\x82\x80"), 0);
    assert_int_equal(text_original("\xEE"), 0);
}

static void line_is_never_endless(void **state)
{
    (void)state;
    char text[5000];
    memset(text, 'x', sizeof text);
    text[sizeof text - 1] = '\0';
    AUTO(buffer) struct buffer line = {0};
    text_line(&line, text);
    assert_int_equal(line.size, 4000);
}

static void text_that_fits_stays_and_other_is_cut_with_an_ellipsis(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    assert_string_equal(text_fit(arena, "short", 13, 100), "short");
    const char *cut = text_fit(arena, "Field service north and south", 13, 100);
    assert_non_null(strstr(cut, "\xE2\x80\xA6"));
    assert_true(text_width(cut, 13) <= 100);
    assert_string_equal(text_fit(arena, "anything", 13, 0), "\xE2\x80\xA6");
}

static void cut_never_tears_a_character_apart(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const char *family = "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"; // woman, joiner, girl
    const char *text = arena_format(arena, "%s%s%se\xCC\x81 and more", family, family, family);
    for (double room = 0; room < 150; room += 1) {
        const char *cut = text_fit(arena, text, 13, room);
        size_t kept = strlen(cut) - 3;
        assert_true(kept <= 33 ? kept % 11 == 0 : kept != 34);
    }
}

static void long_text_is_broken_at_spaces(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const char *lines[3];
    assert_int_equal(text_wrap(arena, "one", 13, 100, 3, lines), 1);
    size_t count = text_wrap(arena, "My opinion counts when my team decides how we work", 13, 120, 3, lines);
    assert_int_equal(count, 3);
    assert_string_equal(lines[0], "My opinion counts");
    for (size_t i = 0; i < count; i++)
        assert_true(text_width(lines[i], 13) <= 120);
    assert_int_equal(text_wrap(arena, "Donaudampfschifffahrtsgesellschaft", 13, 60, 3, lines), 1);
    assert_true(text_width(lines[0], 13) <= 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(line_is_one_line_of_clean_text),
        cmocka_unit_test(punctuation_travels_as_a_stand_in_and_comes_back),
        cmocka_unit_test(line_is_never_endless),
        cmocka_unit_test(text_that_fits_stays_and_other_is_cut_with_an_ellipsis),
        cmocka_unit_test(cut_never_tears_a_character_apart),
        cmocka_unit_test(long_text_is_broken_at_spaces),
    };
    return cmocka_run_group_tests_name("chart/text", tests, NULL, NULL);
}
