// What --json prints.
#pragma once

#include "base/json.h"

// Prints a value on standard output, indented, and releases it.
MUST_USE bool cli_print_json(json_t *value, struct error *err);
