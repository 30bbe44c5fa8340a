#include "stats/apportion.h"
#include "method.h"

static void whole_people_are_divided_by_largest_remainders(void **state)
{
    (void)state;
    const int64_t weights[] = {10, 30, 60, 0};
    uint32_t places[4];
    apportion(weights, 4, 10, places);
    const uint32_t exact[] = {1, 3, 6, 0};
    assert_memory_equal(places, exact, sizeof exact);
    apportion(weights, 4, 7, places); // 0.7, 2.1, 4.2
    const uint32_t rounded[] = {1, 2, 4, 0};
    assert_memory_equal(places, rounded, sizeof rounded);
    const int64_t equal[] = {1, 1, 1};
    apportion(equal, 3, 4, places); // ties go to the first
    const uint32_t tied[] = {2, 1, 1};
    assert_memory_equal(places, tied, sizeof tied);
    apportion((const int64_t[]){0, 0}, 2, 0, places);
    assert_int_equal(places[0] + places[1], 0);
}

static void everybody_finds_a_place(void **state)
{
    (void)state;
    uint64_t seed = 88172645463325252u;
    for (int round = 0; round < 2000; round++) {
        int64_t weights[11];
        uint32_t places[11], sum = 0;
        double whole = 0;
        for (size_t i = 0; i < 11; i++) {
            seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
            weights[i] = (int64_t)(seed >> (16 + seed % 40));
            whole += (double)weights[i];
        }
        const uint32_t people = (uint32_t)(seed % 5000) + 1;
        apportion(weights, 11, people, places);
        for (size_t i = 0; i < 11; i++) {
            sum += places[i];
            assert_true(fabs(places[i] - (double)weights[i] * people / whole) < 1.0 + 1e-9);
        }
        assert_int_equal(sum, people);
    }
}

static void weighted_counts_are_tested_as_fewer_people(void **state)
{
    (void)state;
    struct counts counts = {.n = 40, .base = 40, .values = {10, 0, 30}, .categories = {10, 0, 30}, .effective = 32};
    const struct counts fewer = apportion_effective(&counts);
    assert_int_equal(fewer.n, 32);
    assert_int_equal(fewer.values[0], 8);
    assert_int_equal(fewer.categories[FIGURE_FAVOURABLE], 24);
    assert_int_equal(fewer.effective, 0);
    counts.effective = 0;
    assert_int_equal(apportion_effective(&counts).n, 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_people_are_divided_by_largest_remainders),
        cmocka_unit_test(everybody_finds_a_place),
        cmocka_unit_test(weighted_counts_are_tested_as_fewer_people),
    };
    return cmocka_run_group_tests_name("apportion", tests, NULL, NULL);
}
