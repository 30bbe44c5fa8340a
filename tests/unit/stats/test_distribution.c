// Against closed forms, published quantiles and numerical integration.
#include "method.h"
#include "stats/distribution.h"

static const double PI = 3.14159265358979323846;

// Abramowitz and Stegun 26.7.3 and 26.7.4, for a whole number of degrees of freedom.
static double closed_cdf(double t, int freedom)
{
    const double x = freedom / (freedom + t * t); // cos²
    double term = freedom % 2 ? sqrt(x) : 1.0, sum = freedom == 1 ? 0.0 : term;
    for (int i = freedom % 2 ? 3 : 2; i < freedom; i += 2)
        sum += term *= x * (i - 1.0) / i;
    const double sine = t / sqrt(freedom + t * t);
    return freedom % 2 ? 0.5 + (atan(t / sqrt(freedom)) + sine * sum) / PI : 0.5 + 0.5 * sine * sum;
}

static void t_agrees_with_its_closed_forms(void **state)
{
    (void)state;
    const int freedoms[] = {1, 2, 3, 4, 5, 11, 30, 39, 40, 41, 199, 998, 1002, 20001};
    for (size_t i = 0; i < LENGTH(freedoms); i++)
        for (double t = -12.0; t <= 12.0; t += 0.37)
            expect_close(student_cdf(t, freedoms[i]), closed_cdf(t, freedoms[i]), 2e-13);
}

static double density(double x, double freedom)
{
    const double ratio = exp(lgamma((freedom + 1.0) / 2.0) - lgamma(freedom / 2.0));
    return ratio / sqrt(freedom * PI) * pow(1.0 + x * x / freedom, -(freedom + 1.0) / 2.0);
}

// Simpson's rule over 0..t.
static double integrated(double t, double freedom)
{
    enum { STEPS = 4000 };
    const double h = t / STEPS;
    double sum = density(0.0, freedom) + density(t, freedom);
    for (int i = 1; i < STEPS; i++)
        sum += (i % 2 ? 4.0 : 2.0) * density(i * h, freedom);
    return sum * h / 3.0;
}

static void t_agrees_with_integration_for_any_freedom(void **state)
{
    (void)state;
    const double freedoms[] = {1.5, 5.0, 9.469571233, 19.99, 39.5, 40.5, 61.03, 999.5};
    for (size_t i = 0; i < LENGTH(freedoms); i++)
        for (double t = 0.1; t < 6.0; t += 0.7)
            expect_close(student_cdf(t, freedoms[i]) - 0.5, integrated(t, freedoms[i]), 2e-12);
}

static void t_of_large_freedom_approaches_the_normal(void **state)
{
    (void)state;
    for (double freedom = 1e5; freedom <= 1e12; freedom *= 10.0) {
        for (double t = 0.01; t < 8.0; t += 0.53) {
            // first term of the expansion in 1/freedom
            const double term = exp(-0.5 * t * t) / sqrt(2.0 * PI) * (t * t * t + t) / (4.0 * freedom);
            expect_close(student_cdf(t, freedom), normal_cdf(t) - term, 1e-12 + 30.0 / (freedom * freedom));
        }
        const double first = (pow(NORMAL_95, 3.0) + NORMAL_95) / 4.0;
        expect_close(student_quantile(0.975, freedom), NORMAL_95 + first / freedom,
                     1e-11 + 10.0 / freedom / freedom);
    }
}

static void quantiles_are_those_of_the_tables(void **state)
{
    (void)state;
    expect_close(normal_quantile(0.975), NORMAL_95, 1e-14);
    expect_close(normal_quantile(0.995), 2.5758293035489004, 1e-14);
    expect_close(normal_quantile(0.9999), 3.7190164854556809, 1e-12);
    expect_close(normal_quantile(0.5), 0.0, 0.0);
    expect_close(student_quantile(0.975, 1), 12.706204736174698, 1e-10);
    expect_close(student_quantile(0.975, 2), 4.3026527297494639, 1e-12);
    expect_close(student_quantile(0.975, 10), 2.2281388519862747, 1e-12);
    expect_close(student_quantile(0.995, 30), 2.7499956535672259, 1e-12);
    expect_close(student_quantile(0.025, 10), -2.2281388519862747, 1e-12);
}

static void quantile_undoes_cdf(void **state)
{
    (void)state;
    const double tails[] = {1e-300, 1e-30, 1e-9, 1e-4, 0.01, 0.1, 0.3, 0.4999, 0.5};
    for (size_t i = 0; i < LENGTH(tails); i++) {
        const double p = tails[i];
        expect_close(normal_cdf(normal_quantile(p)) / p, 1.0, 1e-11);
        expect_close(normal_cdf(normal_quantile(1.0 - p)), 1.0 - p, 1e-14);
        for (double freedom = 1.0; p > 1e-20 && freedom < 1e8; freedom *= 3.7) {
            expect_close(student_cdf(student_quantile(p, freedom), freedom), p, 1e-13 * p + 1e-15);
            expect_close(student_cdf(student_quantile(1.0 - p, freedom), freedom), 1.0 - p, 1e-13);
        }
    }
}

static void two_sided_tails_are_symmetric_and_bounded(void **state)
{
    (void)state;
    expect_close(student_two_sided(0.0, 7.0), 1.0, 0.0);
    expect_close(student_two_sided(INFINITY, 7.0), 0.0, 0.0);
    expect_close(student_two_sided(-2.5, 7.0), student_two_sided(2.5, 7.0), 0.0);
    expect_close(student_two_sided(2.5, 7.0), 2.0 * student_cdf(-2.5, 7.0), 1e-16);
    expect_close(normal_two_sided(1e-9), 1.0, 1e-8);
    for (double t = 1e-200; t < 1e200; t *= 1e10)
        assert_true(student_two_sided(t, 3.0) >= 0.0 && student_two_sided(t, 3.0) <= 1.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(t_agrees_with_its_closed_forms),
        cmocka_unit_test(t_agrees_with_integration_for_any_freedom),
        cmocka_unit_test(t_of_large_freedom_approaches_the_normal),
        cmocka_unit_test(quantiles_are_those_of_the_tables),
        cmocka_unit_test(quantile_undoes_cdf),
        cmocka_unit_test(two_sided_tails_are_symmetric_and_bounded),
    };
    return cmocka_run_group_tests_name("stats/distribution", tests, NULL, NULL);
}
