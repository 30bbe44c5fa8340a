#include "stats/distribution.h"

#include "base/macro.h"
#include "stats/beta.h"
#include <float.h>
#include <math.h>
#include <stdbool.h>

enum { ITERATION_LIMIT = 200 };

static const double ROOT_2 = 1.41421356237309504880;
static const double ROOT_2_PI = 2.50662827463100050242;
static const double LOG_ROOT_PI = 0.57236494292470008707; // ln Γ(½)

double normal_cdf(double z)
{
    return 0.5 * erfc(-z / ROOT_2);
}

double normal_two_sided(double z)
{
    return erfc(fabs(z) / ROOT_2);
}

// The z < 0 with tail p ≤ ½. Halley's iteration on ln Φ, which is smooth and concave, from the leading term
// of its asymptotic expansion: it converges from anywhere on this side.
static double lower_quantile(double p)
{
    const double target = log(p);
    double z = p > 0.1 ? -1.3 * (1.0 - 2.0 * p) : -sqrt(-2.0 * target - log(-2.0 * target + 1.0));
    for (int i = 0; i < ITERATION_LIMIT; i++) {
        double cdf = normal_cdf(z);
        double slope = exp(-0.5 * z * z) / ROOT_2_PI / cdf; // of ln Φ
        double curvature = -slope * (z + slope);            // of ln Φ
        double miss = log(cdf) - target;
        double step = miss / (slope - 0.5 * miss * curvature / slope);
        z -= step;
        if (fabs(step) <= 4.0 * DBL_EPSILON * fmax(1.0, fabs(z)))
            break;
    }
    return z;
}

double normal_quantile(double p)
{
    if (p <= 0.0 || p >= 1.0)
        return p <= 0.0 ? -INFINITY : INFINITY;
    if (p == 0.5)
        return 0.0;
    return p < 0.5 ? lower_quantile(p) : -lower_quantile(1.0 - p);
}

double log_gamma_half_step(double a)
{
    if (a < 20.0) {
        int sign;
        return lgamma_r(a + 0.5, &sign) - lgamma_r(a, &sign);
    }
    const double r = 1.0 / a, r2 = r * r;
    return 0.5 * log(a) - r * (1.0 / 8.0 - r2 * (1.0 / 192.0 - r2 * (1.0 / 640.0 - r2 * 17.0 / 14336.0)));
}

// ln B(a, ½)
static double log_beta_half(double a)
{
    return LOG_ROOT_PI - log_gamma_half_step(a);
}

// P(|T| ≥ |t|) = I_x(freedom/2, ½) with x = freedom/(freedom+t²).
static double tails_by_fraction(double t, double freedom)
{
    const double a = 0.5 * freedom, square = t * t / freedom;
    const double x = 1.0 / (1.0 + square),
                 rest = square / (1.0 + square); // rest = 1 − x, without cancellation
    const double front = exp(-a * log1p(square) + 0.5 * log(rest) - log_beta_half(a));
    if (x < (a + 1.0) / (a + 2.5))
        return fmin(1.0, front * beta_fraction(x, a, 0.5) / a);
    return fmax(0.0, 1.0 - front * beta_fraction(rest, 0.5, a) / 0.5);
}

// With a large freedom ν that fraction loses its digits. Put w² = ν·ln(1+t²/ν) in place of t: the density
// becomes e^(−λw²/2)·√(y/(e^y−1)), λ = 1−1/ν, y = w²/ν, and the root a short power series in y, integrated
// term by term.
static double tails_by_series(double t, double freedom)
{
    static const double series[] = {1.0, -1.0 / 4, 1.0 / 96, 1.0 / 384, -1.0 / 10240, -19.0 / 368640};
    const double lambda = 1.0 - 1.0 / freedom;
    const double square = freedom * log1p(t * t / freedom), w = sqrt(square);
    const double edge = exp(-0.5 * lambda * square);
    double moment =
        ROOT_2_PI / sqrt(lambda) * 0.5 * erfc(w * sqrt(0.5 * lambda)); // ∫ w^(2j) e^(−λw²/2) from w on
    double power = w, sum = moment, scale = 1.0;
    for (size_t j = 1; j < LENGTH(series); j++) {
        moment = (power * edge + (2.0 * (double)j - 1.0) * moment) / lambda;
        power *= square;
        scale /= freedom;
        sum += series[j] * scale * moment;
    }
    return 2.0 * sum * exp(-0.5 * log(freedom) - log_beta_half(0.5 * freedom));
}

double student_two_sided(double t, double freedom)
{
    if (t == 0.0)
        return 1.0;
    if (isinf(t))
        return 0.0;
    const bool near = freedom >= 1000.0 && t * t < 0.1 * freedom; // where the series holds
    return near ? fmin(1.0, tails_by_series(t, freedom)) : tails_by_fraction(t, freedom);
}

double student_cdf(double t, double freedom)
{
    double tail = 0.5 * student_two_sided(t, freedom);
    return t < 0.0 ? tail : 1.0 - tail;
}

static double student_density(double t, double freedom)
{
    return exp(-0.5 * (freedom + 1.0) * log1p(t * t / freedom) - 0.5 * log(freedom) -
               log_beta_half(0.5 * freedom));
}

// The same t from the normal quantile z by the Cornish-Fisher expansion in 1/freedom. `missing` is of the size of its first
// term left out.
static double critical_by_expansion(double z, double freedom, double *missing)
{
    const double z2 = z * z, r = 1.0 / freedom;
    const double first = z * (z2 + 1.0) / 4.0;
    const double second = z * ((5.0 * z2 + 16.0) * z2 + 3.0) / 96.0;
    const double third = z * (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) / 384.0;
    const double fourth = z * ((((79.0 * z2 + 776.0) * z2 + 1482.0) * z2 - 1920.0) * z2 - 945.0) / 92160.0;
    *missing = (fabs(fourth) + fabs(third)) * (z2 + 1.0) * r * r * r * r * r;
    return z + r * (first + r * (second + r * (third + r * fourth)));
}

// The t > 0 that is exceeded, in either direction, with probability `tails`: the expansion where it is exact enough, else Newton's
// iteration from there, kept inside a bracket.
static double student_critical(double tails, double freedom)
{
    const double z = -normal_quantile(0.5 * tails);
    double low = 0.0, high = INFINITY, missing;
    double t = critical_by_expansion(z, freedom, &missing);
    if (missing <= 1e-14 * t)
        return t;
    if (missing > t)
        t = z + (z * z * z + z) / (4.0 * freedom);
    for (int i = 0; i < ITERATION_LIMIT; i++) {
        if (!(t > low && t < high))
            t = isinf(high) ? 2.0 * low + 1.0 : 0.5 * (low + high);
        double miss = student_two_sided(t, freedom) - tails;
        if (miss > 0.0)
            low = t;
        else
            high = t;
        double step = miss / (2.0 * student_density(t, freedom));
        t += step;
        // What a step leaves over is of the order of its square.
        if (step * step * (t + 1.0) <= DBL_EPSILON * t || (!isinf(high) && high - low <= 2.0 * DBL_EPSILON * high))
            break;
    }
    return t;
}

double student_quantile(double p, double freedom)
{
    if (p <= 0.0 || p >= 1.0)
        return p <= 0.0 ? -INFINITY : INFINITY;
    if (p == 0.5)
        return 0.0;
    double t = student_critical(2.0 * fmin(p, 1.0 - p), freedom);
    return p < 0.5 ? -t : t;
}
