// The beta distribution against closed forms and itself.
#include "method.h"
#include "random.h"
#include "stats/beta.h"

static void it_agrees_with_closed_forms(void **state)
{
    (void)state;
    for (int i = 1; i < 20; i++) {
        const double x = i / 20.0;
        expect_close(beta_cdf(x, 1.0, 1.0), x, 1e-14);
        expect_close(beta_cdf(x, 2.5, 1.0), pow(x, 2.5), 1e-14);
        expect_close(beta_cdf(x, 1.0, 3.5), 1.0 - pow(1.0 - x, 3.5), 1e-14);
        expect_close(beta_cdf(x, 0.5, 0.5), 2.0 / M_PI * asin(sqrt(x)), 1e-13);
    }
}

// P(X ≤ x) for whole a, b is the chance of at least a successes in a + b − 1 draws.
static void it_agrees_with_the_binomial_distribution(void **state)
{
    (void)state;
    for (int a = 1; a <= 12; a++)
        for (int b = 1; b <= 12; b++) {
            double sum = 0.0;
            for (int k = a; k <= a + b - 1; k++)
                sum += exp(lgamma(a + b) - lgamma(k + 1.0) - lgamma(a + b - k)) * pow(0.3, k) *
                       pow(0.7, a + b - 1 - k);
            expect_close(beta_cdf(0.3, a, b), sum, 1e-12);
        }
}

static void quantiles_come_back(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (int i = 0; i < 2000; i++) {
        const double a = exp(8.0 * random_uniform(&seed) - 0.7), b = exp(8.0 * random_uniform(&seed) - 0.7);
        const double p = 0.001 + 0.998 * random_uniform(&seed), x = beta_quantile(p, a, b);
        assert_true(x >= 0.0 && x <= 1.0);
        expect_close(beta_cdf(x, a, b), p, 1e-9);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_agrees_with_closed_forms),
        cmocka_unit_test(it_agrees_with_the_binomial_distribution),
        cmocka_unit_test(quantiles_come_back),
    };
    return cmocka_run_group_tests_name("beta", tests, NULL, NULL);
}
