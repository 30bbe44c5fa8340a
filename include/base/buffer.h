// A byte string that grows, for output that is put together piece by piece. Zero-initialised it is empty.
#pragma once

#include "base/macro.h"
#include <stddef.h>

struct buffer {
    char *bytes; // always followed by a NUL once anything was added; NULL while empty
    size_t size;
    size_t capacity;
};

void buffer_free(struct buffer *buffer); // leaves it empty and usable
static inline void auto_buffer(struct buffer *buffer)
{
    buffer_free(buffer);
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t size);
char *buffer_extend(struct buffer *buffer, size_t size); // appends zeros and gives their place, until the next change
void buffer_text(struct buffer *buffer, const char *text);
void buffer_char(struct buffer *buffer, char character);
void buffer_format(struct buffer *buffer, const char *format, ...) PRINTF_LIKE(2, 3);
void buffer_clear(struct buffer *buffer); // empty again, memory kept
const char *buffer_string(const struct buffer *buffer); // never NULL
