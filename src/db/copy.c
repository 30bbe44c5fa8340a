#include "db/copy.h"
#include "db/array.h"
#include "internal.h"

#include <endian.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FLUSH_SIZE = 256 * 1024, HEADER_SIZE = 19 };

static const char signature[HEADER_SIZE] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0";

static void put2(struct copy_in *copy, uint16_t value)
{
    value = htobe16(value);
    buffer_add(&copy->buffer, &value, sizeof value);
}

static void put4(struct copy_in *copy, uint32_t value)
{
    value = htobe32(value);
    buffer_add(&copy->buffer, &value, sizeof value);
}

static void put8(struct copy_in *copy, uint64_t value)
{
    value = htobe64(value);
    buffer_add(&copy->buffer, &value, sizeof value);
}

static uint64_t bits_of(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

// COPY cannot be prepared; its text has no parameters.
static bool start(struct db *db, enum query query, ExecStatusType expected, struct error *err)
{
    AUTO(pg_result) PGresult *result = PQexec(db->connection, query_table[query].text);
    if (PQresultStatus(result) != expected)
        return db_fail(db, result, query_table[query].name, err);
    return true;
}

bool copy_in_start(struct copy_in *copy, struct db *db, enum query query, struct error *err)
{
    *copy = (struct copy_in){.db = db};
    if (!start(db, query, PGRES_COPY_IN, err))
        return false;
    buffer_add(&copy->buffer, signature, sizeof signature);
    return true;
}

void copy_in_row(struct copy_in *copy, int fields)
{
    put2(copy, (uint16_t)fields);
}

void copy_in_null(struct copy_in *copy)
{
    put4(copy, UINT32_MAX);
}

void copy_in_int2(struct copy_in *copy, int16_t value)
{
    put4(copy, 2);
    put2(copy, (uint16_t)value);
}

void copy_in_int4(struct copy_in *copy, int32_t value)
{
    put4(copy, 4);
    put4(copy, (uint32_t)value);
}

void copy_in_int8(struct copy_in *copy, int64_t value)
{
    put4(copy, 8);
    put8(copy, (uint64_t)value);
}

void copy_in_real(struct copy_in *copy, double value)
{
    copy->not_a_number |= !isfinite(value);
    put4(copy, 8);
    put8(copy, bits_of(value));
}

void copy_in_bool(struct copy_in *copy, bool value)
{
    put4(copy, 1);
    buffer_char(&copy->buffer, value ? 1 : 0);
}

void copy_in_bytes(struct copy_in *copy, const void *bytes, size_t size)
{
    put4(copy, (uint32_t)size);
    buffer_add(&copy->buffer, bytes, size);
}

void copy_in_text(struct copy_in *copy, const char *text)
{
    if (text)
        copy_in_bytes(copy, text, strlen(text));
    else
        copy_in_null(copy);
}

void copy_in_int4_array(struct copy_in *copy, const int32_t *values, size_t count)
{
    array_int4(&copy->array, values, count);
    copy_in_bytes(copy, copy->array.bytes, copy->array.size);
}

void copy_in_int8_array(struct copy_in *copy, const int64_t *values, size_t count)
{
    array_int8(&copy->array, values, count);
    copy_in_bytes(copy, copy->array.bytes, copy->array.size);
}

void copy_in_real_array(struct copy_in *copy, const double *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        copy->not_a_number |= !isfinite(values[i]);
    array_real(&copy->array, values, count);
    copy_in_bytes(copy, copy->array.bytes, copy->array.size);
}

static bool hand_over(struct copy_in *copy, struct error *err)
{
    if (copy->not_a_number)
        return FAIL(err, ERROR_INTERNAL, "database: a number that is not finite was to be stored");
    if (copy->buffer.size == 0)
        return true;
    if (PQputCopyData(copy->db->connection, copy->buffer.bytes, (int)copy->buffer.size) != 1)
        return db_fail(copy->db, NULL, "copy", err);
    buffer_clear(&copy->buffer);
    return true;
}

bool copy_in_flush(struct copy_in *copy, struct error *err)
{
    return (copy->buffer.size < FLUSH_SIZE && !copy->not_a_number) || hand_over(copy, err);
}

// After the end PostgreSQL sends one result, then nothing more.
static bool finish(struct db *db, struct error *err)
{
    bool good = true;
    for (PGresult *result; (result = PQgetResult(db->connection)) != NULL; PQclear(result))
        if (good && PQresultStatus(result) != PGRES_COMMAND_OK)
            good = db_fail(db, result, "copy", err);
    return good;
}

static void free_buffers(struct copy_in *copy)
{
    buffer_free(&copy->buffer);
    buffer_free(&copy->array);
}

bool copy_in_end(struct copy_in *copy, struct error *err)
{
    put2(copy, UINT16_MAX);
    bool sent = hand_over(copy, err);
    free_buffers(copy);
    if (PQputCopyEnd(copy->db->connection, sent ? NULL : "aborted") != 1 && sent)
        sent = db_fail(copy->db, NULL, "copy", err);
    struct error why;
    bool finished = finish(copy->db, &why);
    if (sent && !finished)
        *err = why;
    return sent && finished;
}

void copy_in_abort(struct copy_in *copy)
{
    struct error ignored;
    free_buffers(copy);
    (void)PQputCopyEnd(copy->db->connection, "aborted");
    (void)finish(copy->db, &ignored);
}

bool copy_out_start(struct copy_out *copy, struct db *db, enum query query, struct error *err)
{
    *copy = (struct copy_out){.db = db};
    copy->started = start(db, query, PGRES_COPY_OUT, err);
    return copy->started;
}

// libpq gives one row a call; the first one carries the header in front.
int copy_out_next(struct copy_out *copy, struct error *err)
{
    bool first = copy->row == NULL;
    PQfreemem(copy->row);
    copy->row = NULL;
    int size = PQgetCopyData(copy->db->connection, &copy->row, 0);
    if (size == -2) {
        copy->started = false;
        (void)db_fail(copy->db, NULL, "copy", err);
        return -1;
    }
    if (size == -1) {
        copy->started = false;
        return finish(copy->db, err) ? 0 : -1;
    }
    copy->size = (size_t)size;
    copy->offset = first ? HEADER_SIZE : 0;
    uint16_t fields;
    memcpy(&fields, copy->row + copy->offset, sizeof fields);
    copy->offset += sizeof fields;
    if (be16toh(fields) == UINT16_MAX) // the trailer; the end follows
        return copy_out_next(copy, err);
    return 1;
}

const unsigned char *copy_out_field(struct copy_out *copy, int32_t *size)
{
    *size = -1;
    if (copy->offset + 4 > copy->size)
        return NULL;
    uint32_t length;
    memcpy(&length, copy->row + copy->offset, sizeof length);
    length = be32toh(length);
    copy->offset += 4;
    if (length == UINT32_MAX || length > copy->size - copy->offset)
        return NULL;
    const unsigned char *field = (const unsigned char *)copy->row + copy->offset;
    copy->offset += length;
    *size = (int32_t)length;
    return field;
}

int32_t copy_out_int4(struct copy_out *copy)
{
    int32_t size;
    const unsigned char *field = copy_out_field(copy, &size);
    if (!field || size != 4)
        return 0;
    uint32_t value;
    memcpy(&value, field, sizeof value);
    return (int32_t)be32toh(value);
}

double copy_out_real(struct copy_out *copy)
{
    int32_t size;
    const unsigned char *field = copy_out_field(copy, &size);
    if (!field || size != 8)
        return NAN;
    uint64_t bits;
    memcpy(&bits, field, sizeof bits);
    bits = be64toh(bits);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

bool copy_out_bool(struct copy_out *copy)
{
    int32_t size;
    const unsigned char *field = copy_out_field(copy, &size);
    return field && size == 1 && *field;
}

void copy_out_close(struct copy_out *copy)
{
    PQfreemem(copy->row);
    copy->row = NULL;
    struct error ignored;
    while (copy->started) {
        char *row = NULL;
        int size = PQgetCopyData(copy->db->connection, &row, 0);
        PQfreemem(row);
        if (size < 0) {
            copy->started = false;
            (void)finish(copy->db, &ignored);
        }
    }
}
