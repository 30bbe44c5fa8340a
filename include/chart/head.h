// What every chart has.
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "chart/pool.h"
#include <stdbool.h>
#include <stddef.h>

struct chart_head {
    const char *id;          // unique in the page: letters, digits and "-", begins with a letter
    const char *title;       // read out, not drawn
    const char *description; // read out after it: what the drawing says, in a sentence or two
    char decimal;            // '.' or ','
    const char *percent;     // what follows a percentage: "%" or " %"; NULL is "%"
};
