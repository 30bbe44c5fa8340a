// COPY … BINARY in both directions: rows as a stream, the fastest way PostgreSQL has.
#pragma once

#include "db/query.h"
#include "base/buffer.h"

// Starts a statement of the form COPY … FROM STDIN (FORMAT binary).
struct copy_in {
    struct db *db;
    struct buffer buffer;
    struct buffer array; // the field that is being written, when it is one
    bool not_a_number;   // somebody wrote a real number that is none, or infinite
};
MUST_USE bool copy_in_start(struct copy_in *copy, struct db *db, enum query query, struct error *err);
// A row: its number of fields, then each field in column order.
void copy_in_row(struct copy_in *copy, int fields);
void copy_in_null(struct copy_in *copy);
void copy_in_int2(struct copy_in *copy, int16_t value);
void copy_in_int4(struct copy_in *copy, int32_t value);
void copy_in_int8(struct copy_in *copy, int64_t value);
void copy_in_real(struct copy_in *copy, double value); // float8
void copy_in_bool(struct copy_in *copy, bool value);
void copy_in_bytes(struct copy_in *copy, const void *bytes, size_t size); // bytea
void copy_in_text(struct copy_in *copy, const char *text);                // NULL is SQL NULL
void copy_in_int4_array(struct copy_in *copy, const int32_t *values, size_t count);
void copy_in_int8_array(struct copy_in *copy, const int64_t *values, size_t count); // bigint[]
void copy_in_real_array(struct copy_in *copy, const double *values, size_t count); // float8[]
// Hands what is buffered to libpq when it has grown; call once a row. ERROR_INTERNAL once a real number was not finite: what
// is unknown is NULL in the database, never NaN.
MUST_USE bool copy_in_flush(struct copy_in *copy, struct error *err);
// Ends the COPY; errors as copy_in_flush. The buffer is freed in any case; after a failure the transaction must be rolled back.
MUST_USE bool copy_in_end(struct copy_in *copy, struct error *err);
void copy_in_abort(struct copy_in *copy);

// Rows of COPY … TO STDOUT (FORMAT binary).
struct copy_out {
    struct db *db;
    char *row;      // libpq's, freed with the next row
    size_t size;
    size_t offset;
    bool started;
};
MUST_USE bool copy_out_start(struct copy_out *copy, struct db *db, enum query query, struct error *err);
// 1: a row is there, read its fields in order; 0: the end; −1: failure.
MUST_USE int copy_out_next(struct copy_out *copy, struct error *err);
// The next field's bytes (valid until the next row) and size; NULL with size −1 for SQL NULL.
const unsigned char *copy_out_field(struct copy_out *copy, int32_t *size);
int32_t copy_out_int4(struct copy_out *copy); // 0 for NULL
double copy_out_real(struct copy_out *copy);  // float8; NaN for NULL
bool copy_out_bool(struct copy_out *copy);    // false for NULL
void copy_out_close(struct copy_out *copy); // harmless when ended
