#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

// Cuts a trailing incomplete UTF-8 sequence left behind by a message that did not fit.
static void cut_partial_character(char *text, size_t capacity)
{
    size_t length = strlen(text);
    if (length + 1 < capacity)
        return;
    while (length > 0 && ((unsigned char)text[length - 1] & 0xC0) == 0x80)
        length--;
    if (length > 0 && ((unsigned char)text[length - 1] & 0x80))
        length--;
    text[length] = '\0';
}

bool error_set(struct error *err, enum error_kind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct error fresh = {.kind = kind};
    vsnprintf(fresh.message, sizeof fresh.message, format, arguments);
    va_end(arguments);
    cut_partial_character(fresh.message, sizeof fresh.message);
    *err = fresh;
    return false;
}

bool error_hint(struct error *err, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(err->hint, sizeof err->hint, format, arguments);
    va_end(arguments);
    cut_partial_character(err->hint, sizeof err->hint);
    return false;
}

const char *error_kind_name(enum error_kind kind)
{
    static const char *const names[ERROR__COUNT] = {
        [ERROR_NONE] = "none",
        [ERROR_USAGE] = "wrong use",
        [ERROR_INVALID] = "invalid",
        [ERROR_NOT_FOUND] = "not found",
        [ERROR_CONFLICT] = "conflict",
        [ERROR_DENIED] = "denied",
        [ERROR_GONE] = "gone",
        [ERROR_EARLY] = "not yet",
        [ERROR_LIMIT] = "limit",
        [ERROR_UNAVAILABLE] = "unavailable",
        [ERROR_INTERNAL] = "internal",
    };
    return kind < ERROR__COUNT ? names[kind] : "unknown";
}
