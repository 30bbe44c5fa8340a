#include "db/migrate.h"
#include "base/resource.h"
#include "internal.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char folder[] = "sql/migrations/";

struct migration {
    int number;
    const char *name; // NNNN_name
    const struct resource_entry *file;
    char checksum[crypto_hash_sha256_BYTES * 2 + 1];
};

static bool migration_at(const struct resource_entry *entry, struct migration *migration)
{
    if (strncmp(entry->path, folder, strlen(folder)) != 0)
        return false;
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)entry->start, resource_size(entry));
    migration->name = entry->path + strlen(folder);
    migration->number = atoi(migration->name);
    migration->file = entry;
    sodium_bin2hex(migration->checksum, sizeof migration->checksum, hash, sizeof hash);
    return true;
}

int migration_required(void)
{
    int highest = 0;
    struct migration migration;
    for (const struct resource_entry *entry = resource_table; entry->path; entry++)
        if (migration_at(entry, &migration) && migration.number > highest)
            highest = migration.number;
    return highest;
}

// A migration holds several statements, so it goes through the simple protocol.
static bool run_file(struct db *db, const struct migration *migration, struct error *err)
{
    AUTO(pg_result) PGresult *result = PQexec(db->connection, migration->file->start);
    if (PQresultStatus(result) == PGRES_COMMAND_OK || PQresultStatus(result) == PGRES_TUPLES_OK)
        return true;
    return db_fail(db, result, migration->name, err);
}

static bool apply(struct db *db, const struct migration *migration, struct error *err)
{
    if (!db_begin(db, err))
        return false;
    // Recorded first: a migration may change its role until the transaction ends.
    bool good = db_run(db, QUERY_DB_MIGRATION_RECORD,
                       DB_VALUES(db_int(migration->number), db_text(migration->name), db_text(migration->checksum)), NULL,
                       err) &&
                run_file(db, migration, err) && db_commit(db, err);
    if (!good)
        db_rollback(db);
    return good;
}

static bool already_applied(const PGresult *rows, const struct migration *migration, bool *applied, struct error *err)
{
    *applied = false;
    for (int row = 0; row < PQntuples(rows); row++) {
        if (result_int(rows, row, 0) != migration->number)
            continue;
        *applied = true;
        if (strcmp(result_text(rows, row, 1), migration->checksum) == 0)
            return true;
        return FAIL(err, ERROR_CONFLICT, "migration %s is not the one that was applied to this database",
                    migration->name);
    }
    return true;
}

static bool apply_missing(struct db *db, const struct migration_report *report, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_DB_MIGRATION_LIST, DB_NO_VALUES, err);
    if (!rows)
        return false;
    int last = PQntuples(rows) - 1;
    if (last >= 0 && result_int(rows, last, 0) > migration_required())
        return FAIL(err, ERROR_CONFLICT, "the database schema has version %lld, newer than this program's %d",
                    (long long)result_int(rows, last, 0), migration_required());
    struct migration migration;
    for (const struct resource_entry *entry = resource_table; entry->path; entry++) {
        bool applied;
        if (!migration_at(entry, &migration))
            continue;
        if (!already_applied(rows, &migration, &applied, err))
            return false;
        if (applied)
            continue;
        if (!apply(db, &migration, err))
            return false;
        if (report && report->applied)
            report->applied(report->context, migration.number, migration.name);
    }
    return true;
}

// Two that are started at once wait here for each other; the lock ends with the connection.
bool migrate(const struct settings *settings, const struct migration_report *report, struct error *err)
{
    AUTO(db) struct db *db = db_connect(settings, DB_LOGIN, err);
    if (!db)
        return false;
    return db_run(db, QUERY_DB_MIGRATION_LOCK, DB_NO_VALUES, NULL, err) &&
           db_run(db, QUERY_DB_MIGRATION_SCHEMA, DB_NO_VALUES, NULL, err) &&
           db_run(db, QUERY_DB_MIGRATION_TABLE, DB_NO_VALUES, NULL, err) && apply_missing(db, report, err);
}
