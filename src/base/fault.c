#include "base/fault.h"

#include <stdarg.h>

void fault_add(struct fault_list *faults, const char *place, const char *format, ...)
{
    faults->total++;
    if (faults->count == FAULT_SHOWN)
        return;
    va_list arguments;
    va_start(arguments, format);
    struct fault *fault = &faults->items[faults->count++];
    fault->place = arena_text(faults->arena, place);
    fault->message = arena_format_list(faults->arena, format, arguments);
    va_end(arguments);
}

bool fault_check(const struct fault_list *faults, const char *subject, struct error *err)
{
    if (faults->total == 0)
        return true;
    const struct fault *first = &faults->items[0];
    if (faults->total == 1)
        return FAIL(err, ERROR_INVALID, "%s: %s: %s", subject, first->place, first->message);
    return FAIL(err, ERROR_INVALID, "%s has %zu faults, the first at %s: %s", subject, faults->total, first->place,
                first->message);
}
