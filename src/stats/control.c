#include "stats/control.h"

#include <math.h>

static const double LAMBDA = 0.3, WIDTH = 2.7;

struct baseline {
    double n, centre, variance;
};

static struct baseline baseline_of(const struct control_point *points)
{
    struct baseline baseline = {0};
    double squares = 0.0;
    for (size_t i = 0; i < CONTROL_BASELINE; i++) {
        baseline.n += points[i].n;
        baseline.centre += points[i].n * points[i].value;
    }
    baseline.centre /= baseline.n;
    for (size_t i = 0; i < CONTROL_BASELINE; i++) {
        const double distance = points[i].value - baseline.centre;
        squares += points[i].n * (points[i].variance + distance * distance);
    }
    baseline.variance = squares / baseline.n;
    return baseline;
}

struct control control_average(const struct control_point *points, size_t count)
{
    const struct baseline baseline = baseline_of(points);
    struct control control = {.centre = baseline.centre, .variance = baseline.variance};
    double noise = 0.0, shared = 0.0;
    for (size_t i = CONTROL_BASELINE; i < count; i++) {
        const double root = sqrt(points[i].n);
        const double z = (points[i].value - baseline.centre) * root / sqrt(baseline.variance);
        control.average = (1.0 - LAMBDA) * control.average + LAMBDA * z;
        noise = (1.0 - LAMBDA) * (1.0 - LAMBDA) * noise + LAMBDA * LAMBDA;
        shared = (1.0 - LAMBDA) * shared + LAMBDA * root / sqrt(baseline.n);
    }
    // In first waves without any spread every other answer would be an alarm: there is nothing to compare with.
    if (!(baseline.variance > 0.0))
        control.average = 0.0;
    control.limit = WIDTH * sqrt(noise + shared * shared);
    control.alarm = fabs(control.average) > control.limit;
    return control;
}
