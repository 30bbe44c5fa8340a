// Survey weights as whole numbers, so that sums of them do not depend on the order of the answers (METHODS.md section 4).
#pragma once

#include "base/error.h"
#include <stdint.h>

// A weight is counted in units of 2⁻²⁰ (about a millionth), and so is its square. The mean weight of a wave must not be below
// 1/WEIGHT_LEAST, so that this rounds nothing away; only the proportions of weights matter.
enum { WEIGHT_BITS = 20, WEIGHT_MOST = 1 << 20, WEIGHT_LEAST = 64 };
enum { WEIGHT_UNIT = 1 << WEIGHT_BITS };

// From the four bytes of a block (float, little-endian) to units. 0: no weight that an import or raking lets through.
int64_t weight_read(const unsigned char bytes[4]);
int64_t weight_of(double weight); // at least 1 unit for a weight above 0; 0 when it is none or above WEIGHT_MOST
int64_t weight_square(int64_t units);

// Kish: (Σw)²/Σw², the number of people with equal weights that tell as much, as a whole number from 1 to `people`:
// exactly, it would tell which of the known weights are in the group. 0 for 0 people.
uint32_t weight_effective(int64_t people, int64_t weight, int64_t squares);
