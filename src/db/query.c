#include "db/query.h"
#include "internal.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The one place where SQLSTATE becomes a kind.
static enum error_kind kind_of(const char *state)
{
    static const struct {
        const char *prefix;
        enum error_kind kind;
    } table[] = {
        {"23505", ERROR_CONFLICT}, {"23503", ERROR_INVALID},  {"23", ERROR_INVALID},     {"22", ERROR_INVALID},
        {"42501", ERROR_DENIED},   {"40", ERROR_UNAVAILABLE}, {"08", ERROR_UNAVAILABLE}, {"53", ERROR_UNAVAILABLE},
        {"57", ERROR_UNAVAILABLE}, {"58", ERROR_UNAVAILABLE}, {"55P03", ERROR_CONFLICT}, {"25006", ERROR_UNAVAILABLE},
    };
    if (!state)
        return ERROR_UNAVAILABLE;
    for (size_t i = 0; i < LENGTH(table); i++)
        if (strncmp(state, table[i].prefix, strlen(table[i].prefix)) == 0)
            return table[i].kind;
    return ERROR_INTERNAL;
}

bool db_fail(struct db *db, const PGresult *result, const char *doing, struct error *err)
{
    const char *state = result ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    const char *text = result ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : NULL;
    if (!text)
        text = PQerrorMessage(db->connection);
    enum error_kind kind = PQstatus(db->connection) == CONNECTION_OK && result ? kind_of(state) : ERROR_UNAVAILABLE;
    return FAIL(err, kind, "database, %s: %.*s", doing, (int)strcspn(text, "\n"), text);
}

// Numbers need room for their text; everything else is passed by pointer.
struct packed {
    const char *values[DB_VALUE_LIMIT];
    int lengths[DB_VALUE_LIMIT];
    int formats[DB_VALUE_LIMIT];
    char numbers[DB_VALUE_LIMIT][32];
};

// What is unknown is NULL in the database, never NaN.
static bool all_finite(enum query query, const struct db_value *values, size_t count, struct error *err)
{
    for (size_t i = 0; i < count; i++)
        if (values[i].type == DB_REAL && !isfinite(values[i].real))
            return FAIL(err, ERROR_INTERNAL, "%s: a number that is not finite was to be stored", query_table[query].name);
    return true;
}

static void pack(struct packed *packed, const struct db_value *values, size_t count)
{
    if (count > DB_VALUE_LIMIT)
        abort();
    for (size_t i = 0; i < count; i++) {
        const struct db_value *value = &values[i];
        packed->values[i] = packed->numbers[i];
        packed->lengths[i] = 0;
        packed->formats[i] = 0;
        switch (value->type) {
        case DB_NULL:
            packed->values[i] = NULL;
            break;
        case DB_TEXT:
            packed->values[i] = value->text;
            break;
        case DB_INT:
            snprintf(packed->numbers[i], sizeof packed->numbers[i], "%" PRId64, value->integer);
            break;
        case DB_REAL:
            snprintf(packed->numbers[i], sizeof packed->numbers[i], "%.17g", value->real);
            break;
        case DB_BOOL:
            snprintf(packed->numbers[i], sizeof packed->numbers[i], "%s", value->integer ? "true" : "false");
            break;
        case DB_BYTES:
            packed->values[i] = value->bytes.start ? value->bytes.start : "";
            packed->lengths[i] = (int)value->bytes.size;
            packed->formats[i] = 1;
            break;
        }
    }
}

static bool succeeded(const PGresult *result)
{
    ExecStatusType status = PQresultStatus(result);
    return status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK || status == PGRES_COPY_IN ||
           status == PGRES_COPY_OUT;
}

static bool prepare(struct db *db, enum query query, struct error *err)
{
    if (db->prepared[query])
        return true;
    const struct query_text *text = &query_table[query];
    AUTO(pg_result) PGresult *result = PQprepare(db->connection, text->name, text->text, 0, NULL);
    if (!succeeded(result))
        return db_fail(db, result, text->name, err);
    db->prepared[query] = true;
    return true;
}

PGresult *db_query(struct db *db, enum query query, const struct db_value *values, size_t count, struct error *err)
{
    if (!all_finite(query, values, count, err) || !prepare(db, query, err))
        return NULL;
    struct packed packed;
    pack(&packed, values, count);
    PGresult *result = PQexecPrepared(db->connection, query_table[query].name, (int)count, packed.values,
                                      packed.lengths, packed.formats, 0);
    if (succeeded(result))
        return result;
    (void)db_fail(db, result, query_table[query].name, err);
    PQclear(result);
    return NULL;
}

bool db_run(struct db *db, enum query query, const struct db_value *values, size_t count, int64_t *changed,
            struct error *err)
{
    AUTO(pg_result) PGresult *result = db_query(db, query, values, count, err);
    if (!result)
        return false;
    if (changed)
        *changed = strtoll(PQcmdTuples(result), NULL, 10);
    return true;
}

// ---- several at once ------------------------------------------------------------------------------------------------

static bool send_step(struct db *db, const struct db_step *step, struct error *err)
{
    struct packed packed;
    const char *name = query_table[step->query].name;
    pack(&packed, step->values, step->count);
    return PQsendQueryPrepared(db->connection, name, (int)step->count, packed.values, packed.lengths, packed.formats, 0) ||
           db_fail(db, NULL, name, err);
}

// Each statement's result is followed by a NULL; what comes after a failed one only says that it was skipped.
static bool receive_step(struct db *db, struct db_step *step, bool good, struct error *err)
{
    step->rows = PQgetResult(db->connection);
    if (good && !succeeded(step->rows))
        good = db_fail(db, step->rows, query_table[step->query].name, err);
    for (PGresult *more; step->rows && (more = PQgetResult(db->connection)) != NULL;)
        PQclear(more);
    return good;
}

// Nothing counts before the synchronisation at the end has come.
static bool receive_end(struct db *db, bool good, struct error *err)
{
    AUTO(pg_result) PGresult *end = PQgetResult(db->connection);
    if (PQresultStatus(end) == PGRES_PIPELINE_SYNC)
        return good;
    return good ? db_fail(db, NULL, "statements sent together", err) : false;
}

static bool exchange(struct db *db, struct db_step *steps, size_t count, struct error *err)
{
    bool good = true;
    for (size_t i = 0; i < count; i++)
        if (!send_step(db, &steps[i], err))
            return false;
    if (!PQpipelineSync(db->connection))
        return db_fail(db, NULL, "statements sent together", err);
    for (size_t i = 0; i < count; i++)
        good = receive_step(db, &steps[i], good, err);
    return receive_end(db, good, err);
}

void db_steps_clear(struct db_step *steps, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        PQclear(steps[i].rows);
        steps[i].rows = NULL;
    }
}

bool db_run_steps(struct db *db, struct db_step *steps, size_t count, struct error *err)
{
    for (size_t i = 0; i < count; i++) {
        steps[i].rows = NULL;
        if (!all_finite(steps[i].query, steps[i].values, steps[i].count, err) || !prepare(db, steps[i].query, err))
            return false;
    }
    if (!PQenterPipelineMode(db->connection))
        return db_fail(db, NULL, "statements sent together", err);
    bool good = exchange(db, steps, count, err);
    db->broken = !PQexitPipelineMode(db->connection);
    if (good)
        return true;
    db_steps_clear(steps, count);
    return false;
}

// ---- transactions ---------------------------------------------------------------------------------------------------

bool db_begin(struct db *db, struct error *err)
{
    return db_run(db, QUERY_DB_BEGIN, DB_NO_VALUES, NULL, err);
}

bool db_commit(struct db *db, struct error *err)
{
    // COMMIT of a failed transaction answers ROLLBACK without an error.
    bool failed = PQtransactionStatus(db->connection) == PQTRANS_INERROR;
    if (!db_run(db, QUERY_DB_COMMIT, DB_NO_VALUES, NULL, err))
        return false;
    return !failed || FAIL(err, ERROR_INTERNAL, "database: a failed transaction cannot be committed");
}

void db_rollback(struct db *db)
{
    if (PQtransactionStatus(db->connection) == PQTRANS_IDLE || !db_alive(db))
        return;
    struct error ignored;
    if (!db_run(db, QUERY_DB_ROLLBACK, DB_NO_VALUES, NULL, &ignored))
        return; // the connection is gone, and the transaction with it
}
