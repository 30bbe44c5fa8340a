// Those who did not answer (METHODS.md section 4): when to warn of them, and how far they could move an eNPS. From published participation and
// figures only.
#pragma once

#include "stats/figure.h"

enum nonresponse_warning {
    NONRESPONSE_HALF = 1,     // fewer than half of those invited
    NONRESPONSE_SMALL = 2,    // under 70 % of a group of which fewer than 20 answered
    NONRESPONSE_SIBLINGS = 4, // 15 points or more below the departments beside it
};
enum { NONRESPONSE_WARNINGS = 3 };

struct nonresponse {
    bool known; // participation is published and `invited` is not 0; else nothing below means anything
    double rate;
    int64_t beside_responded, beside_invited; // of the departments beside it that are published; invited 0: none
    double siblings;                          // their rate, all their people together; NaN: there is none
    unsigned warnings;    // enum nonresponse_warning
    struct interval enps; // NaN: no eNPS is published
};

// Bits of enum nonresponse_warning. 0 ≤ responded ≤ invited, invited > 0; `siblings` may be NaN.
unsigned nonresponse_warnings(int64_t responded, int64_t invited, double siblings);
// "below_half", "small_group", "below_siblings"; NULL after the last that is set.
const char *nonresponse_warning(unsigned warnings, unsigned number);

// How far the eNPS of everybody invited could be from what was said: [r·Δ − (1−r), r·Δ + (1−r)], −100..100, r = answered/invited. A
// top-coded eNPS (`clipped`) may be anything from there to its end.
struct interval nonresponse_enps(double enps, bool clipped, uint32_t answered, int64_t invited);
