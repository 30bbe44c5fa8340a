#include "stats/driver.h"

#include <float.h>
#include <math.h>

#define EIGENVALUE_MINIMUM 1e-6

void driver_pair_center(struct driver_pair *pair, uint64_t n, uint64_t x, uint64_t y)
{
    if (n == 0)
        return;
    pair->n += n;
    pair->xx -= (double)x * (double)x / (double)n;
    pair->yy -= (double)y * (double)y / (double)n;
    pair->xy -= (double)x * (double)y / (double)n;
}

double driver_pair_correlation(const struct driver_pair *pair)
{
    // What does not vary leaves the rounding errors of n subtractions, not exactly nothing.
    const double least = 1e-9 * (double)pair->n;
    if (!(pair->xx > least && pair->yy > least))
        return 0;
    const double correlation = pair->xy / sqrt(pair->xx * pair->yy);
    return fmax(-1, fmin(1, correlation));
}

bool driver_enough(uint64_t n, size_t drivers)
{
    return n >= 30 && n >= 10 * (uint64_t)drivers;
}

// A symmetric matrix turned until it is diagonal (Jacobi's eigenvalues). Ours rather than LAPACK's, which is as good: its
// last bits depend on the processor and the number of threads, and publications must not.
struct spectrum {
    size_t size;
    double *values;  // size × size, the eigenvalues in the diagonal
    double *vectors; // size × size, columns
};

// Turns columns p and q, and for values rows too.
static void turn_columns(double *matrix, size_t size, size_t p, size_t q, double c, double s)
{
    for (size_t k = 0; k < size; k++) {
        const double a = matrix[k * size + p], b = matrix[k * size + q];
        matrix[k * size + p] = c * a - s * b;
        matrix[k * size + q] = s * a + c * b;
    }
}

static void turn_rows(double *matrix, size_t size, size_t p, size_t q, double c, double s)
{
    for (size_t k = 0; k < size; k++) {
        const double a = matrix[p * size + k], b = matrix[q * size + k];
        matrix[p * size + k] = c * a - s * b;
        matrix[q * size + k] = s * a + c * b;
    }
}

static void turn(const struct spectrum *spectrum, size_t p, size_t q)
{
    const size_t size = spectrum->size;
    const double off = spectrum->values[p * size + q];
    if (fabs(off) < DBL_MIN)
        return;
    const double theta = (spectrum->values[q * size + q] - spectrum->values[p * size + p]) / (2 * off);
    const double t = (theta >= 0 ? 1 : -1) / (fabs(theta) + sqrt(theta * theta + 1));
    const double c = 1 / sqrt(t * t + 1), s = t * c;
    turn_columns(spectrum->values, size, p, q, c, s);
    turn_rows(spectrum->values, size, p, q, c, s);
    turn_columns(spectrum->vectors, size, p, q, c, s);
}

static double off_diagonal(const struct spectrum *spectrum)
{
    double sum = 0;
    for (size_t i = 0; i < spectrum->size; i++)
        for (size_t j = 0; j < i; j++)
            sum += spectrum->values[i * spectrum->size + j] * spectrum->values[i * spectrum->size + j];
    return sum;
}

// `correlations` without its last row and column. It converges quadratically: a handful of sweeps.
static struct spectrum spectrum_of(struct arena *arena, size_t size, const double *correlations)
{
    enum { SWEEPS = 60 };
    struct spectrum spectrum = {size, ARENA_ARRAY(arena, size * size, double), ARENA_ARRAY(arena, size * size, double)};
    for (size_t i = 0; i < size; i++) {
        spectrum.vectors[i * size + i] = 1;
        for (size_t j = 0; j < size; j++)
            spectrum.values[i * size + j] = correlations[i * (size + 1) + j];
    }
    for (int sweep = 0; sweep < SWEEPS && off_diagonal(&spectrum) > 1e-30; sweep++)
        for (size_t p = 0; p + 1 < size; p++)
            for (size_t q = p + 1; q < size; q++)
                turn(&spectrum, p, q);
    return spectrum;
}

// The symmetric root of the matrix, or of its inverse.
static double root(const struct spectrum *spectrum, size_t i, size_t j, bool inverse)
{
    const size_t size = spectrum->size;
    double sum = 0;
    for (size_t k = 0; k < size; k++) {
        const double value = sqrt(fmax(spectrum->values[k * size + k], EIGENVALUE_MINIMUM));
        sum += spectrum->vectors[i * size + k] * spectrum->vectors[j * size + k] * (inverse ? 1 / value : value);
    }
    return sum;
}

double driver_weights(struct arena *arena, size_t drivers, const double *correlations, double *weights)
{
    const struct spectrum spectrum = spectrum_of(arena, drivers, correlations);
    double *beta = ARENA_ARRAY(arena, drivers, double), total = 0;
    for (size_t k = 0; k < drivers; k++)
        for (size_t j = 0; j < drivers; j++) {
            const double outcome = correlations[j * (drivers + 1) + drivers];
            beta[k] += root(&spectrum, k, j, true) * (fabs(outcome) < 1e-6 ? 0 : outcome);
        }
    for (size_t j = 0; j < drivers; j++) {
        weights[j] = 0;
        for (size_t k = 0; k < drivers; k++) {
            const double part = root(&spectrum, j, k, false) * beta[k];
            weights[j] += part * part;
        }
        total += weights[j];
    }
    return total;
}
