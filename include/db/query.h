// The only way to run SQL: statements of sql/queries by their enum, prepared on first use, parameters apart
// from text. Results are in text format; bytea in hex (see result_bytes).
#pragma once

#include "db/connection.h"
#include "db/query_list.h" // generated: enum query
#include <stdint.h>

struct query_text {
    const char *name;
    const char *text;
};
extern const struct query_text query_table[QUERY__COUNT];

struct db_value {
    enum { DB_NULL, DB_TEXT, DB_INT, DB_REAL, DB_BOOL, DB_BYTES } type;
    union {
        const char *text;
        int64_t integer;
        double real;
        struct {
            const void *start;
            size_t size;
        } bytes;
    };
};

static inline struct db_value db_null(void)
{
    return (struct db_value){.type = DB_NULL};
}
static inline struct db_value db_text(const char *text) // NULL text is SQL NULL
{
    return text ? (struct db_value){.type = DB_TEXT, .text = text} : db_null();
}
static inline struct db_value db_int(int64_t integer)
{
    return (struct db_value){.type = DB_INT, .integer = integer};
}
static inline struct db_value db_real(double real)
{
    return (struct db_value){.type = DB_REAL, .real = real};
}
static inline struct db_value db_bool(bool value)
{
    return (struct db_value){.type = DB_BOOL, .integer = value};
}
// Also for arrays in PostgreSQL's binary format.
static inline struct db_value db_bytes(const void *start, size_t size)
{
    return (struct db_value){.type = DB_BYTES, .bytes = {start, size}};
}

// `db_query(db, QUERY_WAVE_FIND, DB_VALUES(db_text(key)), err)`; without parameters DB_NO_VALUES.
#define DB_VALUES(...)                                                                                      \
    (const struct db_value[]){__VA_ARGS__}, sizeof((const struct db_value[]){__VA_ARGS__}) / sizeof(struct db_value)
#define DB_NO_VALUES NULL, 0

enum { DB_VALUE_LIMIT = 40 };

// Runs a statement and gives its rows; NULL on failure. The caller clears it: `AUTO(pg_result) PGresult *rows = …`.
// SQLSTATE decides the kind: 23505 conflict, 23503/23514/22xxx invalid, 42501 denied, 08xxx/57xxx/53xxx unavailable.
// A real number that is not finite is a fault of ours, ERROR_INTERNAL: what is unknown is NULL in the database.
MUST_USE PGresult *db_query(struct db *db, enum query query, const struct db_value *values, size_t count,
                            struct error *err);
// The same where the rows do not matter. `changed` (may be NULL) gives the number of rows touched.
MUST_USE bool db_run(struct db *db, enum query query, const struct db_value *values, size_t count, int64_t *changed,
                     struct error *err);

// Statements that are sent together, so that all of them take one wait for the network (libpq's pipeline). They run in turn,
// and after one that failed no further one does. `rows` is set when all were done; the caller clears it.
struct db_step {
    enum query query;
    const struct db_value *values;
    size_t count;
    PGresult *rows;
};
MUST_USE bool db_run_steps(struct db *db, struct db_step *steps, size_t count, struct error *err);
void db_steps_clear(struct db_step *steps, size_t count);

// Transactions. db_rollback is harmless when none is open.
MUST_USE bool db_begin(struct db *db, struct error *err);
MUST_USE bool db_commit(struct db *db, struct error *err);
void db_rollback(struct db *db);

// Fills `err` from the connection's or the result's failure; always false.
bool db_fail(struct db *db, const PGresult *result, const char *doing, struct error *err);

// Cells of a result. Text lives as long as the result; result_copy puts it into an arena (NULL for SQL NULL).
bool result_null(const PGresult *rows, int row, int column);
const char *result_text(const PGresult *rows, int row, int column);
char *result_copy(struct arena *arena, const PGresult *rows, int row, int column);
int64_t result_int(const PGresult *rows, int row, int column);  // 0 for NULL
double result_real(const PGresult *rows, int row, int column);  // NaN for NULL
bool result_bool(const PGresult *rows, int row, int column);    // false for NULL
const unsigned char *result_bytes(struct arena *arena, const PGresult *rows, int row, int column, size_t *size);
