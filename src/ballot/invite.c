#include "ballot/invite.h"
#include "db/copy.h"

static bool store(struct arena *arena, struct db *db, int wave_id, const PGresult *rows, const struct invite *invites,
                  struct error *err)
{
    struct copy_in copy;
    if (!copy_in_start(&copy, db, QUERY_BALLOT_INVITE_TOKENS, err))
        return false;
    for (int row = 0; row < PQntuples(rows); row++) {
        unsigned char hash[TOKEN_HASH_SIZE];
        size_t size;
        token_hash(&invites[row].token, hash);
        const unsigned char *invitation = result_bytes(arena, rows, row, 3, &size);
        copy_in_row(&copy, 3);
        copy_in_int4(&copy, wave_id);
        copy_in_bytes(&copy, hash, sizeof hash);
        copy_in_bytes(&copy, invitation, size);
        if (!copy_in_flush(&copy, err)) {
            copy_in_abort(&copy);
            return false;
        }
    }
    return copy_in_end(&copy, err);
}

bool invite_make(struct arena *arena, struct db *db, const struct wave *wave, struct invite **invites, size_t *count,
                 struct error *err)
{
    if (wave->state != WAVE_OPEN)
        return FAIL(err, ERROR_GONE, "wave %s is closed, nobody can answer any more", wave->key);
    // Closed meanwhile, it has no invitations any more: no token is made for one that is gone.
    if (!db_run(db, QUERY_BALLOT_WAVE_HOLD, DB_VALUES(db_int(wave->id)), NULL, err))
        return false;
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BALLOT_INVITE_PEOPLE, DB_VALUES(db_int(wave->id)), err);
    if (!rows)
        return false;
    *count = (size_t)PQntuples(rows);
    *invites = ARENA_ARRAY(arena, *count, struct invite);
    for (int row = 0; row < PQntuples(rows); row++)
        (*invites)[row] = (struct invite){
            .employee_id = result_copy(arena, rows, row, 0),
            .email = result_copy(arena, rows, row, 1),
            .language = result_copy(arena, rows, row, 2),
            .name = result_copy(arena, rows, row, 4),
            .department = (size_t)result_int(rows, row, 5),
            .place = (size_t)result_int(rows, row, 6) - 1,
            .token = token_make(),
        };
    return store(arena, db, wave->id, rows, *invites, err);
}
