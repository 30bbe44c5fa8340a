#include "analyze/weight.h"
#include "company.h"

static void weights_are_whole_numbers_of_a_millionth(void **state)
{
    (void)state;
    assert_int_equal(weight_of(1), WEIGHT_UNIT);
    assert_int_equal(weight_of(0.5), WEIGHT_UNIT / 2);
    assert_int_equal(weight_of(1e-9), 1);
    assert_int_equal(weight_of(0), 0);
    assert_int_equal(weight_of(-1), 0);
    assert_int_equal(weight_of((double)NAN), 0);
    assert_int_equal(weight_of(2e6), 0);
    assert_int_equal(weight_square(weight_of(3)), 9 * (int64_t)WEIGHT_UNIT);
}

static void a_block_holds_little_endian_floats(void **state)
{
    (void)state;
    const unsigned char one_and_a_half[4] = {0, 0, 0xC0, 0x3F}, none[4] = {0, 0, 0xC0, 0x7F};
    assert_int_equal(weight_read(one_and_a_half), WEIGHT_UNIT / 2 * 3);
    assert_int_equal(weight_read(none), 0); // not a number
}

static void equal_weights_are_worth_as_many_people(void **state)
{
    (void)state;
    const double weights[] = {0.02, 1.0 / 3, 1, 2.7, 1234.567};
    for (size_t i = 0; i < LENGTH(weights); i++)
        for (int64_t people = 1; people <= 1000000; people *= 10) {
            const int64_t units = weight_of(weights[i]);
            const double worth = weight_effective(people, people * units, people * weight_square(units));
            assert_true(worth <= (double)people && worth >= (double)people * (1 - 1e-4));
            assert_true(people > 1000 || worth >= (double)people);
        }
}

static void unequal_weights_are_worth_fewer_whole_people(void **state)
{
    (void)state;
    const int64_t one = weight_of(1), three = weight_of(3);
    assert_int_equal(weight_effective(40, 20 * one + 20 * three, 20 * weight_square(one) + 20 * weight_square(three)), 32);
    assert_int_equal(weight_effective(2, one + three, weight_square(one) + weight_square(three)), 1);
    assert_int_equal(weight_effective(0, 0, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_are_whole_numbers_of_a_millionth),
        cmocka_unit_test(a_block_holds_little_endian_floats),
        cmocka_unit_test(equal_weights_are_worth_as_many_people),
        cmocka_unit_test(unequal_weights_are_worth_fewer_whole_people),
    };
    return cmocka_run_group_tests_name("weight", tests, NULL, NULL);
}
