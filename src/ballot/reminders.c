#include "ballot/reminders.h"

static bool unknown(struct error *err)
{
    return FAIL(err, ERROR_NOT_FOUND, "unknown token");
}

bool reminders_find(struct db *db, const struct token *token, bool *wanted, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_REMINDERS_FIND,
                              DB_VALUES(db_bytes(token->bytes, sizeof token->bytes)), err);
    if (!rows)
        return false;
    if (PQntuples(rows) == 0)
        return unknown(err);
    *wanted = result_bool(rows, 0, 0);
    return true;
}

bool reminders_set(struct db *db, const struct token *token, bool wanted, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_REMINDERS_SET,
                              DB_VALUES(db_bytes(token->bytes, sizeof token->bytes), db_bool(wanted)), err);
    if (!rows)
        return false;
    return PQntuples(rows) > 0 || unknown(err);
}
