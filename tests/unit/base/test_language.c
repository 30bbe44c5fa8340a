// What a reader sees of words, numbers and dates.
#include "base/language_number.h"
#include "unit.h"

#include <math.h>
#include <string.h>

static struct language *load(struct arena *arena, const char *code)
{
    struct error err = {0};
    struct language *language = language_load(arena, code, &err);
    if (!language)
        fail_msg("%s", err.message);
    return language;
}

static void numbers_follow_the_language(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct language *en = load(arena, "en"), *de = load(arena, "de");
    assert_string_equal(language_number(en, arena, 1234567.891, 2), "1,234,567.89");
    assert_string_equal(language_number(de, arena, 1234567.891, 2), "1.234.567,89");
    assert_string_equal(language_number(en, arena, 999, 0), "999");
    assert_string_equal(language_number(en, arena, -12.34, 1), "\xE2\x88\x92"
                                                               "12.3");
    assert_string_equal(language_number(en, arena, 12.5, 0), "13");
    assert_string_equal(language_number(en, arena, NAN, 1), "");
    assert_string_equal(language_percent(en, arena, 0.658, 0), "66%");
    assert_string_equal(language_percent(de, arena, 0.658, 0), "66\xC2\xA0%");
}

static void what_rounds_to_zero_has_no_sign(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct language *en = load(arena, "en");
    assert_string_equal(language_number(en, arena, -0.04, 1), "0.0");
    assert_string_equal(language_signed(en, arena, 0.04, 1), "0.0");
    assert_string_equal(language_signed(en, arena, 4.06, 1), "+4.1");
    assert_string_equal(language_signed(en, arena, -4.06, 1), "\xE2\x88\x92"
                                                              "4.1");
}

static void dates_follow_the_language(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct language *en = load(arena, "en"), *de = load(arena, "de");
    assert_string_equal(language_date(en, arena, "2026-11-02T08:00:00Z"), "2 November 2026");
    assert_string_equal(language_date(de, arena, "2026-03-01"), "1. März 2026");
    assert_string_equal(language_date(en, arena, "soon"), "soon");
    assert_string_equal(language_date(en, arena, NULL), "");
    assert_string_equal(language_dates(en, arena, "2026-11-02", "2026-11-13"), "2 to 13 November 2026");
    assert_string_equal(language_dates(de, arena, "2026-11-02", "2026-11-13"), "2. bis 13. November 2026");
    assert_string_equal(language_dates(en, arena, "2026-10-26", "2026-11-13"),
                        "26 October 2026 to 13 November 2026");
    assert_string_equal(language_dates(en, arena, "2025-11-02", "2026-11-13"),
                        "2 November 2025 to 13 November 2026");
    assert_string_equal(language_dates(en, arena, "2026-11-02T08:00:00Z", "2026-11-02T18:00:00Z"),
                        "2 November 2026");
    assert_string_equal(language_dates(en, arena, NULL, "2026-11-13"), "13 November 2026");
}

static void a_value_is_never_taken_for_a_placeholder(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct language *en = load(arena, "en");
    assert_string_equal(language_format(en, arena, "date.long",
                                        LANGUAGE_VALUES({"day", "{year}"}, {"month", "}{"}, {"year", "%s"})),
                        "{year} }{ %s");
}

static void a_missing_key_shows_itself_and_a_missing_language_names_the_others(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct error err = {0};
    assert_string_equal(language_text(load(arena, "en"), "no.such.key"), "no.such.key");
    assert_string_equal(language_word(load(arena, "en"), "month", "12"), "December");
    assert_string_equal(language_word(load(arena, "en"), "month", "13"), "13");
    assert_null(language_load(arena, "../en", &err));
    assert_int_equal(err.kind, ERROR_USAGE);
    assert_non_null(strstr(err.message, "de, en"));
}

static void the_browser_s_wish_is_followed_by_weight(void **state)
{
    (void)state;
    const char *codes[] = {"de", "en"};
    assert_string_equal(language_choose(codes, 2, "de-AT,de;q=0.9,en;q=0.5"), "de");
    assert_string_equal(language_choose(codes, 2, "fr, en;q=0.4, de;q=0.6"), "de");
    assert_string_equal(language_choose(codes, 2, "den"), "en");
    assert_string_equal(language_choose(codes, 2, NULL), "en");
    assert_string_equal(language_choose(codes, 2, ""), "en");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_follow_the_language),
        cmocka_unit_test(what_rounds_to_zero_has_no_sign),
        cmocka_unit_test(dates_follow_the_language),
        cmocka_unit_test(a_value_is_never_taken_for_a_placeholder),
        cmocka_unit_test(a_missing_key_shows_itself_and_a_missing_language_names_the_others),
        cmocka_unit_test(the_browser_s_wish_is_followed_by_weight),
    };
    return cmocka_run_group_tests_name("language", tests, NULL, NULL);
}
