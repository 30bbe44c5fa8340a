// Many comparisons at once: the false discovery rate (METHODS.md section 3).
#pragma once

#include <stddef.h>

// q[i]: the smallest false discovery rate at which comparison i is still a discovery (Benjamini–Hochberg), in
// the order of `p`. `q` may be `p` itself.
void discovery_control(const double *p, size_t count, double *q);
// The same for comparisons with any dependence (Benjamini–Yekutieli).
void discovery_control_dependent(const double *p, size_t count, double *q);
