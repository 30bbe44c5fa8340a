#include "ballot/box.h"
#include "ballot/link_box.h"
#include "db/array.h"

#include <string.h>

static bool copy_exactly(struct arena *arena, const PGresult *rows, int row, int column, void *to, size_t expected)
{
    size_t size;
    const unsigned char *bytes = result_bytes(arena, rows, row, column, &size);
    if (bytes && size == expected)
        memcpy(to, bytes, size);
    return bytes && size == expected;
}

static void read_token(struct arena *arena, const PGresult *rows, int row, struct box_token *token)
{
    token->known = true;
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

bool box_find(struct arena *arena, struct db *db, struct box_token *const *tokens, size_t count, struct error *err)
{
    AUTO(buffer) struct buffer hashes = {0};
    struct db_span *spans = ARENA_ARRAY(arena, count, struct db_span);
    for (size_t i = 0; i < count; i++) {
        spans[i] = (struct db_span){tokens[i]->hash, TOKEN_HASH_SIZE};
        tokens[i]->known = tokens[i]->open = false;
    }
    array_bytea(&hashes, spans, count);
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_BOX_FIND, DB_VALUES(db_bytes(hashes.bytes, hashes.size)), err);
    if (!rows)
        return false;
    for (int row = 0; row < PQntuples(rows); row++) {
        int64_t position = result_int(rows, row, 0);
        if (position >= 1 && position <= (int64_t)count)
            read_token(arena, rows, row, tokens[position - 1]);
    }
    return true;
}

static void fill_waves(struct arena *arena, struct box_ballot *const *ballots, size_t count, struct buffer *array)
{
    int32_t *waves = ARENA_ARRAY(arena, count, int32_t);
    for (size_t i = 0; i < count; i++)
        waves[i] = ballots[i]->wave_id;
    array_int4(array, waves, count);
}

// Marks the ballots of waves that are being closed; the others stand as closed until they are stored.
static bool lock_waves(struct arena *arena, struct db *db, struct box_ballot *const *ballots, size_t count,
                       struct error *err)
{
    AUTO(buffer) struct buffer array = {0};
    fill_waves(arena, ballots, count, &array);
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_BOX_LOCK, DB_VALUES(db_bytes(array.bytes, array.size)), err);
    if (!rows)
        return false;
    for (size_t i = 0; i < count; i++)
        ballots[i]->result = BOX_CLOSED;
    for (int row = 0; row < PQntuples(rows); row++)
        for (size_t i = 0; i < count && !result_bool(rows, row, 1); i++)
            if (ballots[i]->wave_id == result_int(rows, row, 0))
                ballots[i]->result = BOX_CLOSING;
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
    fill_waves(arena, ballots, count, &columns->waves);
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

static bool insert(struct db *db, const struct columns *columns, struct box_ballot *const *ballots, size_t count,
                   struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_BOX_PUT,
                              DB_VALUES(db_bytes(columns->waves.bytes, columns->waves.size),
                                        db_bytes(columns->tags.bytes, columns->tags.size),
                                        db_bytes(columns->sealed.bytes, columns->sealed.size),
                                        db_bytes(columns->receipts.bytes, columns->receipts.size)),
                              err);
    if (!rows)
        return false;
    for (int row = 0; row < PQntuples(rows); row++) {
        int64_t position = result_int(rows, row, 0);
        if (position >= 1 && position <= (int64_t)count)
            ballots[position - 1]->result = result_bool(rows, row, 1) ? BOX_REPLACED : BOX_STORED;
    }
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

static bool put_open(struct arena *arena, struct db *db, struct box_ballot *const *ballots, size_t count,
                     struct error *err)
{
    struct box_ballot **chosen = ARENA_ARRAY(arena, count, struct box_ballot *);
    size_t kept = choose_open(ballots, count, chosen);
    if (kept == 0)
        return true;
    struct columns columns = {0};
    fill_columns(arena, chosen, kept, &columns);
    bool good = insert(db, &columns, chosen, kept, err);
    columns_free(&columns);
    return good;
}

bool box_put(struct arena *arena, struct db *db, struct box_ballot *const *ballots, size_t count, struct error *err)
{
    bool good = db_begin(db, err) && lock_waves(arena, db, ballots, count, err) &&
                link_box_admit(arena, db, ballots, count, err) && put_open(arena, db, ballots, count, err) && db_commit(db, err);
    if (!good)
        db_rollback(db);
    return good;
}

bool box_be_durable(struct db *db, struct error *err)
{
    return db_run(db, QUERY_BALLOT_BOX_DURABLE, DB_NO_VALUES, NULL, err);
}
