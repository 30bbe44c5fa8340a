#include "base/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

bool number_write(struct buffer *out, double number)
{
    if (!isfinite(number))
        return false;
    char text[32];
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, number);
        if (strtod(text, NULL) == number)
            break;
    }
    buffer_text(out, number == 0 ? "0" : text); // no "-0"
    return true;
}
