#include "base/nearest.h"
#include "unit.h"

static const char *const words[] = {"title", "text", "type", "required", "Q1", "Q12"};

static const char *meant(const char *written)
{
    return nearest(written, words, sizeof words / sizeof *words);
}

static void slips_are_understood(void **state)
{
    (void)state;
    assert_string_equal(meant("titel"), "title");
    assert_string_equal(meant("titlle"), "title");
    assert_string_equal(meant("requird"), "required");
    assert_string_equal(meant("Required"), "required");
    assert_string_equal(meant("q1"), "Q1");
    assert_string_equal(meant("typ"), "type");
}

static void other_words_are_not(void **state)
{
    (void)state;
    assert_null(meant("colour"));
    assert_null(meant(""));
    assert_null(meant("Q987"));
    assert_null(nearest("title", NULL, 0));
}

static void very_long_words_are_left_alone(void **state)
{
    (void)state;
    char text[1001];
    for (size_t i = 0; i < 1000; i++)
        text[i] = 'x';
    text[1000] = '\0';
    const char *const same[] = {text};
    assert_null(nearest(text, same, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slips_are_understood),
        cmocka_unit_test(other_words_are_not),
        cmocka_unit_test(very_long_words_are_left_alone),
    };
    return cmocka_run_group_tests_name("base/nearest", tests, NULL, NULL);
}
