// The faults of an input, one a line on standard error: "place: what is wrong".
#pragma once

#include "base/fault.h"

void cli_print_faults(const struct fault_list *faults);

// False when there are faults: prints them and fills `err` with their number and that nothing was stored.
MUST_USE bool cli_accept(const struct fault_list *faults, struct error *err);
