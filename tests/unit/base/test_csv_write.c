#include "base/csv_write.h"
#include "unit.h"

#include <math.h>

static void expect_text(const char *text, const char *expected)
{
    AUTO(buffer) struct buffer out = {0};
    struct csv_writer writer = {.out = &out};
    csv_write_text(&writer, text);
    assert_string_equal(buffer_string(&out), expected);
}

static void text_is_quoted_only_where_needed(void **state)
{
    (void)state;
    expect_text("plain", "plain");
    expect_text("", "");
    expect_text("a,b", "\"a,b\"");
    expect_text("a;b", "\"a;b\"");
    expect_text("say \"no\"", "\"say \"\"no\"\"\"");
    expect_text("two\nlines", "\"two\nlines\"");
    expect_text(" blank", "\" blank\"");
}

static void a_formula_becomes_text(void **state)
{
    (void)state;
    expect_text("=1+1", "\"'=1+1\"");
    expect_text("+49", "\"'+49\"");
    expect_text("-5", "\"'-5\"");
    expect_text("@SUM(A1)", "\"'@SUM(A1)\"");
    expect_text("\t=1", "\"'\t=1\"");
    expect_text("\r=1", "\"'\r=1\"");
    expect_text("1=1", "1=1");
}

static void numbers_stay_numbers(void **state)
{
    (void)state;
    AUTO(buffer) struct buffer out = {0};
    struct csv_writer writer = {.out = &out};
    csv_write_integer(&writer, -12);
    csv_write_real(&writer, -0.1);
    csv_write_real(&writer, 1.0 / 3);
    csv_write_real(&writer, NAN);
    csv_write_empty(&writer);
    csv_write_line(&writer);
    csv_write_integer(&writer, 7);
    assert_string_equal(buffer_string(&out), "-12,-0.1,0.3333333333333333,,\r\n7");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_quoted_only_where_needed),
        cmocka_unit_test(a_formula_becomes_text),
        cmocka_unit_test(numbers_stay_numbers),
    };
    return cmocka_run_group_tests_name("base/csv_write", tests, NULL, NULL);
}
