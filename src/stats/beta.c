#include "stats/beta.h"

#include "stats/distribution.h"
#include <float.h>
#include <math.h>

enum { ITERATION_LIMIT = 100, FRACTION_LIMIT = 100000 };

static double away_from_zero(double x)
{
    return fabs(x) < DBL_MIN / DBL_EPSILON ? DBL_MIN / DBL_EPSILON : x;
}

// Evaluated by Lentz's method.
double beta_fraction(double x, double a, double b)
{
    double c = 1.0;
    double d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    double fraction = d;
    for (int i = 1; i <= FRACTION_LIMIT; i++) {
        double m = i;
        double even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        fraction *= d * c;
        double odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        fraction *= d * c;
        if (fabs(d * c - 1.0) <= 2.0 * DBL_EPSILON)
            break;
    }
    return fraction;
}

// A beta distribution with what does not depend on x.
struct shape {
    double a, b, log_beta;
};

static struct shape shape_of(double a, double b)
{
    int sign;
    return (struct shape){a, b, lgamma_r(a, &sign) + lgamma_r(b, &sign) - lgamma_r(a + b, &sign)};
}

static double cdf(const struct shape *shape, double x)
{
    const double a = shape->a, b = shape->b;
    if (x <= 0.0 || x >= 1.0)
        return x <= 0.0 ? 0.0 : 1.0;
    const double front = exp(a * log(x) + b * log1p(-x) - shape->log_beta);
    if (x < (a + 1.0) / (a + b + 2.0))
        return fmin(1.0, front * beta_fraction(x, a, b) / a);
    return fmax(0.0, 1.0 - front * beta_fraction(1.0 - x, b, a) / b);
}

double beta_cdf(double x, double a, double b)
{
    const struct shape shape = shape_of(a, b);
    return cdf(&shape, x);
}

// The normal distribution of the same mean and variance, corrected for skewness.
static double quantile_guess(double p, double a, double b)
{
    const double mean = a / (a + b), error = sqrt(mean * (1.0 - mean) / (a + b + 1.0)), z = normal_quantile(p);
    const double skewness = 2.0 * (b - a) * sqrt(a + b + 1.0) / ((a + b + 2.0) * sqrt(a * b));
    return mean + error * (z + skewness * (z * z - 1.0) / 6.0);
}

// Newton's iteration inside a bracket.
double beta_quantile(double p, double a, double b)
{
    const struct shape shape = shape_of(a, b);
    double low = 0.0, high = 1.0, x = quantile_guess(p, a, b);
    for (int i = 0; i < ITERATION_LIMIT; i++) {
        if (!(x > low && x < high))
            x = 0.5 * (low + high);
        const double miss = cdf(&shape, x) - p;
        if (miss > 0.0)
            high = x;
        else
            low = x;
        const double density = exp((a - 1.0) * log(x) + (b - 1.0) * log1p(-x) - shape.log_beta);
        const double step = miss / density;
        x -= step;
        // What a step leaves over is of the order of its square against the width of the distribution.
        if (step * step <= 1e-14 * x * (1.0 - x) / sqrt(a + b) || high - low <= 4.0 * DBL_EPSILON * high)
            break;
    }
    return fmin(fmax(x, low), high);
}
