// Relative weights against the recorded cases, through the functions that the analyzer calls.
#include "method.h"
#include "stats/driver.h"

#include <string.h>

enum { ITEMS = 6, ALL = ITEMS + 1, DEPARTMENTS = 26 };
static const char *const columns[ALL] = {"q1", "q2", "q3", "q4", "q5", "q6", "y"};

struct data {
    struct method *method;
    size_t rows;
    int department[METHOD_ROWS];
    int values[METHOD_ROWS][ALL]; // −1: none
    bool complete[METHOD_ROWS];
};

static struct data *data_open(struct arena *arena)
{
    struct data *data = ARENA_NEW(arena, struct data);
    data->method = method_open(arena, "drivers_data");
    data->rows = data->method->rows;
    for (size_t row = 0; row < data->rows; row++) {
        data->department[row] = method_text(data->method, row, "dept")[0] - 'A';
        data->complete[row] = true;
        for (size_t i = 0; i < ALL; i++) {
            const char *cell = method_text(data->method, row, columns[i]);
            data->values[row][i] = *cell && strcmp(cell, "NA") != 0 ? atoi(cell) : -1;
            data->complete[row] = data->complete[row] && data->values[row][i] >= 0;
        }
    }
    return data;
}

enum how { COMPLETE, PAIRWISE, WITHIN };

static double correlation(const struct data *data, size_t x, size_t y, enum how how)
{
    struct driver_pair pair = {0};
    uint64_t n[DEPARTMENTS] = {0}, sum_x[DEPARTMENTS] = {0}, sum_y[DEPARTMENTS] = {0};
    for (size_t row = 0; row < data->rows; row++) {
        int a = data->values[row][x], b = data->values[row][y], department = how == WITHIN ? data->department[row] : 0;
        if (how == PAIRWISE ? a < 0 || b < 0 : !data->complete[row])
            continue;
        pair.xx += a * a;
        pair.yy += b * b;
        pair.xy += a * b;
        n[department]++;
        sum_x[department] += (uint64_t)a;
        sum_y[department] += (uint64_t)b;
    }
    for (size_t i = 0; i < DEPARTMENTS; i++)
        driver_pair_center(&pair, n[i], sum_x[i], sum_y[i]);
    return driver_pair_correlation(&pair);
}

// `total_cell` is the cell of the last row that has R².
static void expect_weights(enum how how, const char *column, size_t total_cell)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct data *data = data_open(arena);
    struct method *expected = method_open(arena, "drivers_expected");
    double correlations[ALL * ALL], weights[ITEMS];
    for (size_t i = 0; i < ALL; i++)
        for (size_t j = 0; j < ALL; j++)
            correlations[i * ALL + j] = i == j ? 1 : correlation(data, i, j, how);
    double total = driver_weights(arena, ITEMS, correlations, weights);
    for (size_t i = 0; i < ITEMS; i++)
        method_expect(expected, i, column, weights[i]);
    expect_close(total, strtod(expected->cells[ITEMS][total_cell], NULL), 1e-9);
    if (how == COMPLETE)
        for (size_t i = 0; i < ITEMS; i++) {
            method_expect(expected, i, "johnson_share_cc", weights[i] / total);
            method_expect(expected, i, "r_pearson_cc", correlations[i * ALL + ITEMS]);
        }
    if (how == PAIRWISE)
        for (size_t i = 0; i < ITEMS; i++)
            method_expect(expected, i, "r_pairwise", correlations[i * ALL + ITEMS]);
}

static void weights_of_complete_sheets(void **state)
{
    (void)state;
    expect_weights(COMPLETE, "johnson_cc", 3);
}

static void weights_of_pairs(void **state)
{
    (void)state;
    expect_weights(PAIRWISE, "johnson_pairwise", 4);
}

static void weights_within_departments(void **state)
{
    (void)state;
    expect_weights(WITHIN, "johnson_within", 5);
}

// The recorded sums are those of the complete sheets: from them alone come the same weights.
static void weights_from_sums(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    char *path = arena_format(arena, "%s/method/drivers_suffstats.csv", TEST_SHARED_DIR), line[256];
    FILE *in = fopen(path, "r");
    if (!in)
        skip();
    unsigned n, sums[ALL];
    double products[ALL][ALL], correlations[ALL * ALL], weights[ITEMS];
    assert_int_equal(fscanf(in, "complete_cases,%u sums", &n), 1);
    for (size_t i = 0; i < ALL; i++)
        assert_int_equal(fscanf(in, ",%u", &sums[i]), 1);
    for (size_t i = 0; i < ALL; i++) {
        assert_int_equal(fscanf(in, " %255[^,]", line), 1);
        for (size_t j = 0; j < ALL; j++)
            assert_int_equal(fscanf(in, ",%lf", &products[i][j]), 1);
    }
    fclose(in);
    for (size_t i = 0; i < ALL; i++)
        for (size_t j = 0; j < ALL; j++) {
            struct driver_pair pair = {.xx = products[i][i], .yy = products[j][j], .xy = products[i][j]};
            driver_pair_center(&pair, n, sums[i], sums[j]);
            correlations[i * ALL + j] = driver_pair_correlation(&pair);
        }
    struct method *expected = method_open(arena, "drivers_expected");
    (void)driver_weights(arena, ITEMS, correlations, weights);
    for (size_t i = 0; i < ITEMS; i++)
        method_expect(expected, i, "johnson_cc", weights[i]);
}

// Two drivers that say exactly the same share what either would have had.
static void drivers_that_say_the_same_share_their_weight(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const double correlations[] = {1, 1, .6, 1, 1, .6, .6, .6, 1};
    double weights[2], total = driver_weights(arena, 2, correlations, weights);
    expect_close(weights[0], weights[1], 1e-12);
    expect_close(total, .36, 1e-5);
}

static void independent_drivers_have_their_squared_correlation(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    const double correlations[] = {1, 0, 0, .5, 0, 1, 0, -.3, 0, 0, 1, 0, .5, -.3, 0, 1};
    double weights[3], total = driver_weights(arena, 3, correlations, weights);
    expect_close(weights[0], .25, 1e-15);
    expect_close(weights[1], .09, 1e-15);
    expect_close(weights[2], 0, 1e-15);
    expect_close(total, .34, 1e-15);
}

static void what_does_not_vary_explains_nothing(void **state)
{
    (void)state;
    AUTO(arena) struct arena *arena = arena_new();
    struct driver_pair pair = {.xx = 3 * 49 + 7 * 9, .yy = 10 * 4, .xy = 3 * 14 + 7 * 6}; // constant within departments
    driver_pair_center(&pair, 3, 21, 6);
    driver_pair_center(&pair, 7, 21, 14);
    driver_pair_center(&pair, 0, 0, 0);
    assert_int_equal(pair.n, 10);
    assert_true(driver_pair_correlation(&pair) == 0);
    const double correlations[] = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    double weights[2];
    assert_true(driver_weights(arena, 2, correlations, weights) == 0);
}

static void enough_is_ten_sheets_a_driver_and_thirty_at_least(void **state)
{
    (void)state;
    assert_false(driver_enough(29, 2));
    assert_true(driver_enough(30, 3));
    assert_false(driver_enough(39, 4));
    assert_true(driver_enough(40, 4));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weights_of_complete_sheets),
        cmocka_unit_test(weights_of_pairs),
        cmocka_unit_test(weights_within_departments),
        cmocka_unit_test(weights_from_sums),
        cmocka_unit_test(drivers_that_say_the_same_share_their_weight),
        cmocka_unit_test(independent_drivers_have_their_squared_correlation),
        cmocka_unit_test(what_does_not_vary_explains_nothing),
        cmocka_unit_test(enough_is_ten_sheets_a_driver_and_thirty_at_least),
    };
    return cmocka_run_group_tests_name("driver", tests, NULL, NULL);
}
