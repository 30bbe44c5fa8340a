// Arrays of one dimension in PostgreSQL's binary format, for statements that take many rows at once through unnest
// (`db_bytes(buffer.bytes, buffer.size)` passes one as a parameter) and for fields of a COPY.
#pragma once

#include "base/buffer.h"
#include <stdint.h>

struct db_span {
    const void *start;
    size_t size;
};

// Each replaces what was in the buffer.
void array_int4(struct buffer *array, const int32_t *values, size_t count);
void array_int8(struct buffer *array, const int64_t *values, size_t count); // bigint[]
void array_real(struct buffer *array, const double *values, size_t count); // float8[]
void array_bytea(struct buffer *array, const struct db_span *values, size_t count);
