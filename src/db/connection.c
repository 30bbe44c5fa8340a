#include "db/connection.h"
#include "db/migrate.h"
#include "internal.h"

#include <stdlib.h>
#include <string.h>

static const char *const role_names[DB__COUNT] = {
    [DB_OWNER] = "echolot_owner",
    [DB_COLLECT] = "echolot_collect",
    [DB_ANALYZE] = "echolot_analyze",
    [DB_PRESENT] = "echolot_present",
    [DB_LOGIN] = NULL,
};

static const char *connection_string(const struct settings *settings, enum db_role role)
{
    const char *own = role == DB_COLLECT   ? settings->database_collect
                      : role == DB_ANALYZE ? settings->database_analyze
                      : role == DB_PRESENT ? settings->database_present
                                           : NULL;
    return own ? own : settings->database;
}

static void ignore_notice(void *context, const PGresult *result)
{
    (void)context;
    (void)result;
}

// The role is missing or not granted; not that its connections are used up, which passes. A refused connection has no SQLSTATE.
static bool is_role_missing(const char *message)
{
    return strstr(message, "role \"echolot_") && !strstr(message, "too many connections");
}

static bool is_full(const char *message)
{
    return strstr(message, "too many clients") || strstr(message, "too many connections") ||
           strstr(message, "remaining connection slots");
}

static struct db *wrap(PGconn *connection, enum db_role role)
{
    PQsetNoticeReceiver(connection, ignore_notice, NULL);
    struct db *db = calloc(1, sizeof *db);
    if (!db)
        abort();
    db->connection = connection;
    db->role = role;
    return db;
}

struct db *db_connect(const struct settings *settings, enum db_role role, struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    const char *options = role_names[role] ? arena_format(arena, "-c role=%s -c timezone=UTC -c datestyle=ISO",
                                                          role_names[role])
                                           : "-c timezone=UTC -c datestyle=ISO";
    // Later keywords win, except that `dbname` may itself be a whole connection string.
    const char *const keywords[] = {"connect_timeout", "tcp_user_timeout", "fallback_application_name", "dbname", "client_encoding",
                                    "options", NULL};
    const char *const values[] = {"10", "10000", "echolot", connection_string(settings, role), "UTF8", options, NULL};
    PGconn *connection = PQconnectdbParams(keywords, values, 1);
    if (!connection)
        abort();
    if (PQstatus(connection) != CONNECTION_OK) {
        const char *message = PQerrorMessage(connection);
        enum error_kind kind = is_role_missing(message) ? ERROR_CONFLICT : ERROR_UNAVAILABLE;
        (void)FAIL(err, kind, "database: %.*s", (int)strcspn(message, "\n"), message);
        if (kind == ERROR_CONFLICT)
            error_hint(err, "Run 'echolot setup' first.");
        else if (is_full(message))
            error_hint(err, "Others have taken all of its connections: end some, or raise max_connections (or the login's CONNECTION LIMIT).");
        else
            error_hint(err, "Set PGHOST, PGDATABASE … or ECHOLOT_DATABASE, or start the private one: 'echolot local start'.");
        PQfinish(connection);
        return NULL;
    }
    return wrap(connection, role);
}

static bool check_version(struct db *db, struct error *err)
{
    struct error why;
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_DB_VERSION, DB_NO_VALUES, &why);
    if (!rows && why.kind == ERROR_UNAVAILABLE) {
        *err = why;
        return false;
    }
    int version = rows ? (int)result_int(rows, 0, 0) : 0;
    if (version == migration_required())
        return true;
    (void)FAIL(err, ERROR_CONFLICT, "the database schema has version %d, this program needs %d", version,
               migration_required());
    return error_hint(err, version < migration_required() ? "Run 'echolot setup'."
                                                          : "Install the program that belongs to this database.");
}

struct db *db_open(const struct settings *settings, enum db_role role, struct error *err)
{
    struct db *db = db_connect(settings, role, err);
    if (db && role != DB_LOGIN && !check_version(db, err)) {
        db_close(db);
        return NULL;
    }
    return db;
}

static PGconn *connect_again(PGconn *connection)
{
    enum { LIMIT = 100 };
    const char *keywords[LIMIT + 1] = {0}, *values[LIMIT + 1] = {0};
    PQconninfoOption *options = PQconninfo(connection);
    if (!options)
        abort();
    size_t count = 0;
    for (const PQconninfoOption *option = options; option->keyword && count < LIMIT; option++)
        if (option->val) {
            keywords[count] = option->keyword;
            values[count++] = option->val;
        }
    PGconn *again = PQconnectdbParams(keywords, values, 0);
    PQconninfoFree(options);
    if (!again)
        abort();
    return again;
}

struct db *db_open_again(const struct db *db, struct error *err)
{
    PGconn *connection = connect_again(db->connection);
    if (PQstatus(connection) != CONNECTION_OK) {
        const char *message = PQerrorMessage(connection);
        (void)FAIL(err, ERROR_UNAVAILABLE, "database: %.*s", (int)strcspn(message, "\n"), message);
        PQfinish(connection);
        return NULL;
    }
    struct db *again = wrap(connection, db->role);
    if (db_run(again, QUERY_DB_LOCK_TIMEOUT, DB_NO_VALUES, NULL, err))
        return again;
    db_close(again);
    return NULL;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    PQfinish(db->connection);
    free(db);
}

PGconn *db_handle(struct db *db)
{
    return db->connection;
}

bool db_alive(const struct db *db)
{
    return PQstatus(db->connection) == CONNECTION_OK && !db->broken;
}
