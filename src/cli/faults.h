// The faults of an input, one a line on standard error: "place: what is wrong", control characters as "?".
#pragma once

#include "base/fault.h"

void cli_print_faults(const struct fault_list *faults);

// For `return cli_refuse(…)` after a part refused an input: when there are faults, prints them and says in `err` how
// many there are and that nothing was stored; otherwise leaves `err` as it is. Always false.
bool cli_refuse(const struct fault_list *faults, struct error *err);
