// One connection in one database role (STYLE.md, SQL). The role is set when connecting, so a connection of
// `present` cannot read a ballot even if a query asked for it. Not thread-safe: one thread at a time.
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include "base/settings.h"
#include <libpq-fe.h>

enum db_role {
    DB_OWNER,   // echolot_owner: schema, people, opening and closing of waves
    DB_COLLECT, // echolot_collect: invitations, ballot box
    DB_ANALYZE, // echolot_analyze: answers to publications
    DB_PRESENT, // echolot_present: publications, actions
    DB_LOGIN,   // as the login itself, for `setup` only
    DB__COUNT
};

struct db;

// Connects (at most ten seconds), sets the role, UTF-8, UTC, and refuses a schema that is older or newer than this
// program (not for DB_LOGIN). ERROR_UNAVAILABLE when the server is away. NULL on failure.
MUST_USE struct db *db_open(const struct settings *settings, enum db_role role, struct error *err);
// One more like an open one, to the same server in the same role, for a thread of its own. It waits at most five seconds
// for a lock: the first one may hold what it waits for.
MUST_USE struct db *db_open_again(const struct db *db, struct error *err);
void db_close(struct db *db); // NULL is fine; an open transaction is rolled back by the server
AUTO_DEFINE(db, struct db *, db_close)
AUTO_DEFINE(pg_result, PGresult *, PQclear)

// For COPY and for asking whether the connection still lives.
PGconn *db_handle(struct db *db);
bool db_alive(const struct db *db);
