#include "ballot/link_box.h"
#include "db/array.h"

#include <sodium.h>
#include <string.h>

// ---- looking up ---------------------------------------------------------------------------------------------------

static void read_link(struct arena *arena, const PGresult *rows, int row, struct box_token *token)
{
    bool takes = result_bool(rows, row, 2), withdrawn = result_bool(rows, row, 6);
    token->known = true;
    box_read_opening(arena, rows, row, 8, token);
    token->open = takes && !withdrawn;
    token->wave_key = result_copy(arena, rows, row, 1);
    token->department = (uint16_t)result_int(rows, row, 5);
    token->segment_count = 0;
    memset(token->segments, SEGMENT_NONE, sizeof token->segments);
    token->link = (struct box_link){
        .number = (int)result_int(rows, row, 4),
        .withdrawn = (takes || token->opens) && withdrawn,
        .full = result_bool(rows, row, 7),
    };
}

bool link_box_find(struct arena *arena, struct db *db, struct box_token *const *tokens, size_t count, struct error *err)
{
    AUTO(buffer) struct buffer hashes = {0};
    struct db_span *spans = ARENA_ARRAY(arena, count, struct db_span);
    for (size_t i = 0; i < count; i++)
        spans[i] = (struct db_span){tokens[i]->hash, TOKEN_HASH_SIZE};
    array_bytea(&hashes, spans, count);
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_BALLOT_LINK_FIND, DB_VALUES(db_bytes(hashes.bytes, hashes.size)), err);
    if (!rows)
        return false;
    for (int row = 0; row < PQntuples(rows); row++) {
        int64_t position = result_int(rows, row, 0);
        if (position >= 1 && position <= (int64_t)count)
            read_link(arena, rows, row, tokens[position - 1]);
    }
    return true;
}

void link_box_invitation(const unsigned char token[TOKEN_HASH_SIZE], const struct token *submission,
                         unsigned char invitation[TOKEN_HASH_SIZE])
{
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    crypto_hash_sha256_update(&state, token, TOKEN_HASH_SIZE);
    crypto_hash_sha256_update(&state, submission->bytes, sizeof submission->bytes);
    crypto_hash_sha256_final(&state, invitation);
}

// ---- admitting ----------------------------------------------------------------------------------------------------

// A link that this transaction has locked.
struct room {
    int wave_id, link;
    bool withdrawn;
    int64_t left; // ballots that it still takes
};

// Waves and links, and the tags where `tags` is not NULL, of some ballots.
static void fill_arrays(struct arena *arena, struct box_ballot *const *ballots, size_t count, struct buffer *waves,
                        struct buffer *links, struct buffer *tags)
{
    int32_t *numbers = ARENA_ARRAY(arena, count, int32_t);
    struct db_span *spans = ARENA_ARRAY(arena, count, struct db_span);
    for (size_t i = 0; i < count; i++)
        numbers[i] = ballots[i]->wave_id;
    array_int4(waves, numbers, count);
    for (size_t i = 0; i < count; i++)
        numbers[i] = ballots[i]->link;
    array_int4(links, numbers, count);
    for (size_t i = 0; i < count; i++)
        spans[i] = (struct db_span){ballots[i]->tag, SEAL_TAG_SIZE};
    if (tags)
        array_bytea(tags, spans, count);
}

static struct room *lock_links(struct arena *arena, struct db *db, struct db_value waves, struct db_value links,
                               size_t *count, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BALLOT_LINK_LOCK, DB_VALUES(waves, links), err);
    if (!rows)
        return NULL;
    *count = (size_t)PQntuples(rows);
    struct room *rooms = ARENA_ARRAY(arena, *count, struct room);
    for (int row = 0; row < PQntuples(rows); row++)
        rooms[row] = (struct room){
            .wave_id = (int)result_int(rows, row, 0),
            .link = (int)result_int(rows, row, 1),
            .withdrawn = result_bool(rows, row, 2),
            .left = result_int(rows, row, 3),
        };
    return rooms;
}

// Which of the ballots replace an earlier one: a retry, or a changed mind.
static bool *find_known(struct arena *arena, struct db *db, struct db_value waves, struct db_value tags, size_t count,
                        struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BALLOT_LINK_KNOWN, DB_VALUES(waves, tags), err);
    if (!rows)
        return NULL;
    bool *known = ARENA_ARRAY(arena, count, bool);
    for (int row = 0; row < PQntuples(rows); row++) {
        int64_t position = result_int(rows, row, 0);
        if (position >= 1 && position <= (int64_t)count)
            known[position - 1] = true;
    }
    return known;
}

static struct room *find_room(struct room *rooms, size_t count, const struct box_ballot *ballot)
{
    for (size_t i = 0; i < count; i++)
        if (rooms[i].wave_id == ballot->wave_id && rooms[i].link == ballot->link)
            return &rooms[i];
    return NULL;
}

// Settles those that are refused; gives the number of those that are new, in front of `fresh`.
static size_t decide(struct box_ballot *const *ballots, const bool *known, size_t count, struct room *rooms,
                     size_t room_count, struct box_ballot **fresh)
{
    size_t taken = 0;
    for (size_t i = 0; i < count; i++) {
        struct room *room = find_room(rooms, room_count, ballots[i]);
        if (!room || room->withdrawn) {
            ballots[i]->result = BOX_WITHDRAWN;
        } else if (!known[i] && room->left <= 0) {
            ballots[i]->result = BOX_FULL;
        } else if (!known[i]) {
            room->left--;
            fresh[taken++] = ballots[i];
        }
    }
    return taken;
}

static bool admit(struct arena *arena, struct db *db, struct box_ballot *const *ballots, size_t count, struct error *err)
{
    AUTO(buffer) struct buffer waves = {0};
    AUTO(buffer) struct buffer links = {0};
    AUTO(buffer) struct buffer tags = {0};
    size_t room_count = 0;
    fill_arrays(arena, ballots, count, &waves, &links, &tags);
    // The links first: what this waits for is then seen in the box.
    struct room *rooms = lock_links(arena, db, db_bytes(waves.bytes, waves.size), db_bytes(links.bytes, links.size),
                                    &room_count, err);
    const bool *known = rooms ? find_known(arena, db, db_bytes(waves.bytes, waves.size), db_bytes(tags.bytes, tags.size),
                                           count, err)
                              : NULL;
    if (!known)
        return false;
    struct box_ballot **fresh = ARENA_ARRAY(arena, count, struct box_ballot *);
    size_t taken = decide(ballots, known, count, rooms, room_count, fresh);
    if (taken == 0)
        return true;
    fill_arrays(arena, fresh, taken, &waves, &links, NULL);
    return db_run(db, QUERY_BALLOT_LINK_TAKE,
                  DB_VALUES(db_bytes(waves.bytes, waves.size), db_bytes(links.bytes, links.size)), NULL, err);
}

bool link_box_admit(struct arena *arena, struct db *db, struct box_ballot *const *ballots, size_t count, struct error *err)
{
    size_t visitors = 0;
    for (size_t i = 0; i < count; i++)
        visitors += ballots[i]->link > 0 && ballots[i]->result != BOX_CLOSING;
    if (visitors == 0)
        return true;
    struct box_ballot **chosen = ARENA_ARRAY(arena, visitors, struct box_ballot *);
    visitors = 0;
    for (size_t i = 0; i < count; i++)
        if (ballots[i]->link > 0 && ballots[i]->result != BOX_CLOSING)
            chosen[visitors++] = ballots[i];
    return admit(arena, db, chosen, visitors, err);
}
