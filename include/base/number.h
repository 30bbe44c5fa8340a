// Numbers for programs: the shortest decimal that reads back as the same double, in the C locale's form.
#pragma once

#include "base/buffer.h"
#include <stdbool.h>

// "null" in JSON and an empty cell in CSV are the caller's words for a number that is not finite: nothing is written
// and false is given.
bool number_write(struct buffer *out, double number);
