// Which questions a wave asks when its survey rotates (DESIGN.md section 6.1, "rotate"): the core and, in turn, as many of the
// others as `per_wave` says. Round r continues where round r − 1 stopped, so every question comes equally often. A
// question that depends on another one (show_if) comes along with it and does not count.
#pragma once

#include "survey/survey.h"

// `round` is the number of earlier waves of this survey. Gives question numbers in order of the survey; `count` 0 when the
// survey does not rotate: everything is asked.
uint16_t *rotation_choose(struct arena *arena, const struct survey *survey, size_t round, size_t *count);
