// Weighted answers as whole people (METHODS.md section 4). n people with weights are told as n people without: each value
// gets its share of the n by largest remainders. So a weighted figure is exactly as coarse as the unweighted one that it
// stands for. Unrounded, a share of a few people with known weights would tell what each of them said: only one sum of
// those weights gives it.
#pragma once

#include "stats/histogram.h"
#include <stddef.h>

// Divides `people` among `count` places by their weights, which are not all 0 unless people is 0. Ties go to the first.
void apportion(const int64_t *weights, size_t count, uint32_t people, uint32_t *places);

// The counts as if only counts_effective(counts) people had answered: what a test of whole people is computed from.
// Unweighted counts stay as they are.
struct counts apportion_effective(const struct counts *counts);
