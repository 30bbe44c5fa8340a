// Numbers for programs are the shortest that read back as the same double.
#include "base/number.h"
#include "unit.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void expect(double number, const char *text)
{
    AUTO(buffer) struct buffer out = {0};
    assert_true(number_write(&out, number));
    assert_string_equal(buffer_string(&out), text);
}

static void short_numbers_stay_short(void **state)
{
    (void)state;
    expect(0.1, "0.1");
    expect(-0.0, "0");
    expect(3, "3");
    expect(2.0 / 3, "0.6666666666666666");
    expect(-12.5, "-12.5");
}

static void every_number_reads_back_the_same(void **state)
{
    (void)state;
    uint64_t seed = 88172645463325252u;
    for (int i = 0; i < 20000; i++) {
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        double number = (double)(seed >> 11) / 9007199254740992.0 * 200 - 100;
        AUTO(buffer) struct buffer out = {0};
        assert_true(number_write(&out, number));
        assert_true(strtod(buffer_string(&out), NULL) == number);
    }
}

static void what_is_not_finite_is_left_to_the_caller(void **state)
{
    (void)state;
    AUTO(buffer) struct buffer out = {0};
    assert_false(number_write(&out, NAN));
    assert_false(number_write(&out, INFINITY));
    assert_int_equal(out.size, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_numbers_stay_short),
        cmocka_unit_test(every_number_reads_back_the_same),
        cmocka_unit_test(what_is_not_finite_is_left_to_the_caller),
    };
    return cmocka_run_group_tests_name("number", tests, NULL, NULL);
}
