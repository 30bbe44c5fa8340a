#include "ballot/box.h"
#include "ballot/link_box.h"
#include "db/array.h"

#include <sodium.h>
#include <string.h>

static bool copy_exactly(struct arena *arena, const PGresult *rows, int row, int column, void *to, size_t expected)
{
    size_t size;
    const unsigned char *bytes = result_bytes(arena, rows, row, column, &size);
    if (bytes && size == expected)
        memcpy(to, bytes, size);
    return bytes && size == expected;
}

void box_read_opening(struct arena *arena, const PGresult *rows, int row, int column, struct box_token *token)
{
    token->opens = result_copy(arena, rows, row, column);
    token->wait = token->opens ? result_int(rows, row, column + 1) : 0;
}

static void read_token(struct arena *arena, const PGresult *rows, int row, struct box_token *token)
{
    token->known = true;
    box_read_opening(arena, rows, row, 6, token);
    token->open = result_bool(rows, row, 2) &&
                  copy_exactly(arena, rows, row, 3, token->invitation, sizeof token->invitation);
    if (!token->open)
        return;
    token->wave_key = result_copy(arena, rows, row, 1);
    token->department = (uint16_t)result_int(rows, row, 4);
    const unsigned char *segments = result_bytes(arena, rows, row, 5, &token->segment_count);
    memset(token->segments, SEGMENT_NONE, sizeof token->segments);
    if (token->segment_count > SEGMENT_LIMIT)
        token->segment_count = SEGMENT_LIMIT;
    if (segments)
        memcpy(token->segments, segments, token->segment_count);
}

static void fill_hashes(struct arena *arena, struct box_token *const *tokens, size_t count, struct buffer *array)
{
    struct db_span *spans = ARENA_ARRAY(arena, count, struct db_span);
    for (size_t i = 0; i < count; i++)
        spans[i] = (struct db_span){tokens[i]->hash, TOKEN_HASH_SIZE};
    array_bytea(array, spans, count);
}

// The token that a row speaks of; NULL for a position that was not asked for.
static struct box_token *token_of(const PGresult *rows, int row, struct box_token *const *tokens, size_t count)
{
    int64_t position = result_int(rows, row, 0);
    return position >= 1 && position <= (int64_t)count ? tokens[position - 1] : NULL;
}

bool box_find(struct arena *arena, struct db *db, struct box_token *const *tokens, size_t count, struct error *err)
{
    AUTO(buffer) struct buffer hashes = {0};
    for (size_t i = 0; i < count; i++) {
        tokens[i]->known = tokens[i]->open = false;
        tokens[i]->opens = NULL;
    }
    fill_hashes(arena, tokens, count, &hashes);
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_BOX_FIND, DB_VALUES(db_bytes(hashes.bytes, hashes.size)), err);
    if (!rows)
        return false;
    for (int row = 0; row < PQntuples(rows); row++) {
        struct box_token *token = token_of(rows, row, tokens, count);
        if (token)
            read_token(arena, rows, row, token);
    }
    return true;
}

bool box_find_former(struct arena *arena, struct db *db, struct box_token *const *tokens, size_t count, struct error *err)
{
    AUTO(buffer) struct buffer hashes = {0};
    struct box_token **unknown = ARENA_ARRAY(arena, count, struct box_token *);
    size_t unknown_count = 0;
    for (size_t i = 0; i < count; i++)
        if (!tokens[i]->known)
            unknown[unknown_count++] = tokens[i];
    if (unknown_count == 0)
        return true;
    fill_hashes(arena, unknown, unknown_count, &hashes);
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_BOX_FIND_FORMER, DB_VALUES(db_bytes(hashes.bytes, hashes.size)), err);
    for (int row = 0; rows && row < PQntuples(rows); row++) {
        struct box_token *token = token_of(rows, row, unknown, unknown_count);
        if (token)
            token->known = true;
    }
    return rows != NULL;
}

// ---- storing ----------------------------------------------------------------------------------------------------

// The waves of the ballots, each once.
static void fill_waves_once(struct arena *arena, struct box_ballot *const *ballots, size_t count, struct buffer *array)
{
    int32_t *waves = ARENA_ARRAY(arena, count, int32_t);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        size_t j = 0;
        while (j < kept && waves[j] != ballots[i]->wave_id)
            j++;
        waves[j] = ballots[i]->wave_id;
        kept += j == kept;
    }
    array_int4(array, waves, kept);
}

// Begins the transaction. Marks the ballots of waves that are being closed; the others stand as closed until they are stored.
static bool lock_waves(struct arena *arena, struct db *db, struct box_ballot *const *ballots, size_t count,
                       struct error *err)
{
    AUTO(buffer) struct buffer array = {0};
    fill_waves_once(arena, ballots, count, &array);
    struct db_step steps[] = {
        {QUERY_DB_BEGIN, DB_NO_VALUES, NULL},
        {QUERY_BALLOT_BOX_LOCK, DB_VALUES(db_bytes(array.bytes, array.size)), NULL},
    };
    if (!db_run_steps(db, steps, LENGTH(steps), err))
        return false;
    const PGresult *rows = steps[1].rows;
    for (size_t i = 0; i < count; i++)
        ballots[i]->result = BOX_CLOSED;
    for (int row = 0; row < PQntuples(rows); row++)
        for (size_t i = 0; i < count && !result_bool(rows, row, 1); i++)
            if (ballots[i]->wave_id == result_int(rows, row, 0))
                ballots[i]->result = BOX_CLOSING;
    db_steps_clear(steps, LENGTH(steps));
    return true;
}

// The parameters of ballot_box_put.sql.
struct columns {
    struct buffer waves, tags, sealed, receipts;
};

static void columns_free(struct columns *columns)
{
    buffer_free(&columns->waves);
    buffer_free(&columns->tags);
    buffer_free(&columns->sealed);
    buffer_free(&columns->receipts);
}

static void fill_columns(struct arena *arena, struct box_ballot *const *ballots, size_t count, struct columns *columns)
{
    struct db_span *spans = ARENA_ARRAY(arena, count, struct db_span);
    int32_t *waves = ARENA_ARRAY(arena, count, int32_t);
    for (size_t i = 0; i < count; i++)
        waves[i] = ballots[i]->wave_id;
    array_int4(&columns->waves, waves, count);
    for (size_t i = 0; i < count; i++)
        spans[i] = (struct db_span){ballots[i]->tag, SEAL_TAG_SIZE};
    array_bytea(&columns->tags, spans, count);
    for (size_t i = 0; i < count; i++)
        spans[i] = (struct db_span){ballots[i]->sealed.bytes, ballots[i]->sealed.size};
    array_bytea(&columns->sealed, spans, count);
    for (size_t i = 0; i < count; i++)
        spans[i] = (struct db_span){ballots[i]->receipt, RECEIPT_SIZE};
    array_bytea(&columns->receipts, spans, count);
}

// An open wave: what is not said to be put is there already.
static void mark_open(int64_t wave_id, struct box_ballot *const *ballots, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ballots[i]->wave_id == wave_id && ballots[i]->result == BOX_CLOSED)
            ballots[i]->result = BOX_STORED;
}

// Looks for the receipt, written in hex, from *at on: rows come in the order of the ballots, so it is found at once.
static struct box_ballot *ballot_of(const char *receipt, struct box_ballot *const *ballots, size_t count, size_t *at)
{
    char own[2 * RECEIPT_SIZE + 1];
    for (size_t tried = 0; tried < count; tried++) {
        struct box_ballot *ballot = ballots[*at];
        *at = (*at + 1) % count;
        if (strcmp(sodium_bin2hex(own, sizeof own, ballot->receipt, RECEIPT_SIZE), receipt) == 0)
            return ballot;
    }
    return NULL;
}

static void read_put(const PGresult *rows, struct box_ballot *const *ballots, size_t count)
{
    size_t at = 0;
    for (int row = 0; row < PQntuples(rows); row++) {
        const char *receipt = result_text(rows, row, 1);
        struct box_ballot *ballot = receipt ? ballot_of(receipt + strlen("\\x"), ballots, count, &at) : NULL;
        if (ballot)
            ballot->result = result_bool(rows, row, 2) ? BOX_REPLACED : BOX_STORED;
        else if (!receipt)
            mark_open(result_int(rows, row, 0), ballots, count);
    }
}

static bool insert_and_commit(struct db *db, const struct columns *columns, struct box_ballot *const *ballots, size_t count,
                              struct error *err)
{
    struct db_step steps[] = {
        {QUERY_BALLOT_BOX_PUT,
         DB_VALUES(db_bytes(columns->waves.bytes, columns->waves.size), db_bytes(columns->tags.bytes, columns->tags.size),
                   db_bytes(columns->sealed.bytes, columns->sealed.size),
                   db_bytes(columns->receipts.bytes, columns->receipts.size)),
         NULL},
        {QUERY_DB_COMMIT, DB_NO_VALUES, NULL},
    };
    if (!db_run_steps(db, steps, LENGTH(steps), err))
        return false;
    read_put(steps[0].rows, ballots, count);
    db_steps_clear(steps, LENGTH(steps));
    return true;
}

// Those that may be written: their wave is not being closed, and an open link takes them.
static size_t choose_open(struct box_ballot *const *ballots, size_t count, struct box_ballot **chosen)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (ballots[i]->result == BOX_CLOSED)
            chosen[kept++] = ballots[i];
    return kept;
}

// To the end of the transaction.
static bool put_open(struct arena *arena, struct db *db, struct box_ballot *const *ballots, size_t count,
                     struct error *err)
{
    struct box_ballot **chosen = ARENA_ARRAY(arena, count, struct box_ballot *);
    size_t kept = choose_open(ballots, count, chosen);
    if (kept == 0)
        return db_commit(db, err);
    struct columns columns = {0};
    fill_columns(arena, chosen, kept, &columns);
    bool good = insert_and_commit(db, &columns, chosen, kept, err);
    columns_free(&columns);
    return good;
}

bool box_put(struct arena *arena, struct db *db, struct box_ballot *const *ballots, size_t count, struct error *err)
{
    bool good = lock_waves(arena, db, ballots, count, err) && link_box_admit(arena, db, ballots, count, err) &&
                put_open(arena, db, ballots, count, err);
    if (!good)
        db_rollback(db);
    return good;
}

bool box_be_durable(struct db *db, struct error *err)
{
    return db_run(db, QUERY_BALLOT_BOX_DURABLE, DB_NO_VALUES, NULL, err);
}

bool box_wait_for_earlier(struct db *db, struct error *err)
{
    return db_run(db, QUERY_BALLOT_BOX_EARLIER, DB_NO_VALUES, NULL, err);
}
