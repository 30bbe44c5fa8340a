#include "ballot/receipt.h"
#include "ballot/seal.h"

bool receipt_find(struct arena *arena, struct db *db, const char *code, struct receipt_state *state, struct error *err)
{
    unsigned char receipt[RECEIPT_SIZE];
    if (!receipt_read(code, receipt))
        return FAIL(err, ERROR_INVALID, "'%.40s' is not a receipt: expected four groups of four letters and digits", code);
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_RECEIPT_FIND, DB_VALUES(db_bytes(receipt, sizeof receipt)), err);
    if (!rows)
        return false;
    if (PQntuples(rows) == 0) {
        (void)FAIL(err, ERROR_NOT_FOUND, "there is no ballot with the receipt %.40s", code);
        return error_hint(err, "Whoever answers again gets a new receipt, and the earlier one ends.");
    }
    *state = (struct receipt_state){.wave_key = result_copy(arena, rows, 0, 0), .counted = result_bool(rows, 0, 1)};
    return true;
}
