#include "print_json.h"

#include <stdio.h>

bool cli_print_json(json_t *value, struct error *err)
{
    AUTO(json) json_t *owned = value;
    const bool printed = json_dumpf(owned, stdout, JSON_INDENT(2)) == 0;
    putchar('\n');
    return printed || FAIL(err, ERROR_UNAVAILABLE, "standard output cannot be written");
}
