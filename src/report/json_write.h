// How the report's JSON is written, member by member: shared by the files that write parts of it.
#pragma once

#include "base/buffer.h"
#include "base/number.h"

#include <inttypes.h>
#include <stdbool.h>

static inline void text(struct buffer *out, const char *string)
{
    if (!string) {
        buffer_text(out, "null");
        return;
    }
    buffer_char(out, '"');
    for (const char *byte = string; *byte; byte++)
        if (*byte == '"' || *byte == '\\')
            buffer_format(out, "\\%c", *byte);
        else if ((unsigned char)*byte < 0x20 || *byte == 0x7f)
            buffer_format(out, "\\u%04x", (unsigned)(unsigned char)*byte);
        else
            buffer_char(out, *byte);
    buffer_char(out, '"');
}

// Writes `"name": ` with what separates it from its predecessor; `first` turns false.
static inline void key(struct buffer *out, bool *first, const char *name)
{
    buffer_text(out, *first ? "" : ", ");
    *first = false;
    text(out, name);
    buffer_text(out, ": ");
}

static inline void put_text(struct buffer *out, bool *first, const char *name, const char *value)
{
    key(out, first, name);
    text(out, value);
}

static inline void put_number(struct buffer *out, bool *first, const char *name, double value)
{
    key(out, first, name);
    if (!number_write(out, value))
        buffer_text(out, "null");
}

static inline void put_count(struct buffer *out, bool *first, const char *name, int64_t value)
{
    key(out, first, name);
    if (value < 0)
        buffer_text(out, "null");
    else
        buffer_format(out, "%" PRId64, value);
}

static inline void put_bool(struct buffer *out, bool *first, const char *name, bool value)
{
    key(out, first, name);
    buffer_text(out, value ? "true" : "false");
}
