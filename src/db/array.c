#include "db/array.h"

#include <endian.h>
#include <string.h>

enum { OID_BYTEA = 17, OID_INT8 = 20, OID_INT4 = 23, OID_FLOAT8 = 701 };

static void put4(struct buffer *array, uint32_t value)
{
    value = htobe32(value);
    buffer_add(array, &value, sizeof value);
}

// Dimensions, no NULLs, element type, then length and lower bound of the one dimension.
static void header(struct buffer *array, uint32_t type, size_t count)
{
    buffer_clear(array);
    put4(array, count > 0);
    put4(array, 0);
    put4(array, type);
    if (count > 0) {
        put4(array, (uint32_t)count);
        put4(array, 1);
    }
}

void array_int4(struct buffer *array, const int32_t *values, size_t count)
{
    header(array, OID_INT4, count);
    for (size_t i = 0; i < count; i++) {
        put4(array, 4);
        put4(array, (uint32_t)values[i]);
    }
}

static void put8(struct buffer *array, const void *value)
{
    uint64_t bits;
    memcpy(&bits, value, sizeof bits);
    bits = htobe64(bits);
    put4(array, sizeof bits);
    buffer_add(array, &bits, sizeof bits);
}

void array_int8(struct buffer *array, const int64_t *values, size_t count)
{
    header(array, OID_INT8, count);
    for (size_t i = 0; i < count; i++)
        put8(array, &values[i]);
}

void array_real(struct buffer *array, const double *values, size_t count)
{
    header(array, OID_FLOAT8, count);
    for (size_t i = 0; i < count; i++)
        put8(array, &values[i]);
}

void array_bytea(struct buffer *array, const struct db_span *values, size_t count)
{
    header(array, OID_BYTEA, count);
    for (size_t i = 0; i < count; i++) {
        put4(array, (uint32_t)values[i].size);
        buffer_add(array, values[i].start, values[i].size);
    }
}
