#include "analyze/turnout.h"
#include "ballot/book.h"
#include "db/array.h"
#include "protect/mask.h"

#include <sodium.h>
#include <string.h>

// ---- counting -----------------------------------------------------------------------------------------------------

struct tags {
    struct buffer tags, departments; // arrays for PostgreSQL
};

static bool list_tags(struct arena *arena, struct db *db, const struct wave_book *book, struct tags *tags,
                      struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_ANALYZE_TURNOUT_INVITATIONS, DB_VALUES(db_int(book->wave.id)), err);
    if (!rows)
        return false;
    size_t count = (size_t)PQntuples(rows), size;
    unsigned char(*bytes)[SEAL_TAG_SIZE] = arena_array(arena, count, sizeof *bytes);
    struct db_span *spans = ARENA_ARRAY(arena, count, struct db_span);
    int32_t *departments = ARENA_ARRAY(arena, count, int32_t);
    for (size_t i = 0; i < count; i++) {
        const unsigned char *invitation = result_bytes(arena, rows, (int)i, 0, &size);
        seal_tag(book->tag_key, invitation, bytes[i]);
        spans[i] = (struct db_span){bytes[i], SEAL_TAG_SIZE};
        departments[i] = (int32_t)result_int(rows, (int)i, 1);
    }
    array_bytea(&tags->tags, spans, count);
    array_int4(&tags->departments, departments, count);
    return true;
}

// Ballots of each department's own people. PostgreSQL finds the tags in the box; who they belong to is known nowhere but here.
static bool count_own(struct arena *arena, struct db *db, const struct wave_book *book, int32_t *responded,
                      struct error *err)
{
    struct tags tags = {0};
    AUTO(pg_result) PGresult *rows = NULL;
    if (list_tags(arena, db, book, &tags, err))
        rows = db_query(db, QUERY_ANALYZE_TURNOUT_BOX,
                        DB_VALUES(db_int(book->wave.id), db_bytes(tags.tags.bytes, tags.tags.size),
                                  db_bytes(tags.departments.bytes, tags.departments.size)),
                        err);
    buffer_free(&tags.tags);
    buffer_free(&tags.departments);
    for (int row = 0; rows && row < PQntuples(rows); row++)
        responded[result_int(rows, row, 0)] = (int32_t)result_int(rows, row, 1);
    return rows != NULL;
}

struct shown {
    size_t count;
    int32_t *departments, *invited, *responded;
};

// Children stand behind their parents, so one way back through the list adds up the tree.
static bool mask_counts(struct arena *arena, const struct wave_book *book, int32_t *responded,
                        struct shown *shown, struct error *err)
{
    size_t count = book->organisation.count;
    int32_t *parents = ARENA_ARRAY(arena, count, int32_t);
    uint32_t *invited = ARENA_ARRAY(arena, count, uint32_t);
    for (size_t i = 0; i < count; i++) {
        parents[i] = book->organisation.departments[i].parent;
        // Where an open link leads nobody was invited, and nobody who came through it is counted here.
        invited[i] = (uint32_t)(book->organisation.departments[i].invited < 0 ? 0 : book->organisation.departments[i].invited);
    }
    struct mask_tree tree = {.count = count, .parent = parents, .own = invited};
    struct mask mask;
    if (!mask_compute(&tree, arena, (uint32_t)book->wave.k, NULL, &mask, err))
        return false;
    for (size_t i = count - 1; i > 0; i--)
        responded[parents[i]] += responded[i];
    *shown = (struct shown){.departments = ARENA_ARRAY(arena, count, int32_t),
                            .invited = ARENA_ARRAY(arena, count, int32_t),
                            .responded = ARENA_ARRAY(arena, count, int32_t)};
    for (size_t i = 0; i < count; i++)
        if (mask.status[i] == FIGURE_PUBLISHED) {
            shown->departments[shown->count] = (int32_t)i;
            shown->invited[shown->count] = (int32_t)mask.n[i];
            shown->responded[shown->count++] = responded[i];
        }
    return true;
}

static bool store(struct db *db, int wave_id, const char *time_zone, const struct shown *shown,
                  struct error *err)
{
    AUTO(buffer) struct buffer departments = {0};
    AUTO(buffer) struct buffer invited = {0};
    AUTO(buffer) struct buffer responded = {0};
    array_int4(&departments, shown->departments, shown->count);
    array_int4(&invited, shown->invited, shown->count);
    array_int4(&responded, shown->responded, shown->count);
    return db_run(db, QUERY_ANALYZE_TURNOUT_ADD,
                  DB_VALUES(db_int(wave_id), db_text(time_zone),
                            db_bytes(departments.bytes, departments.size),
                            db_bytes(invited.bytes, invited.size), db_bytes(responded.bytes, responded.size)),
                  NULL, err);
}

// The wave is held open, so that its invitations are there to the end.
static bool count_held(struct arena *arena, struct db *db, const char *wave_key, const char *time_zone,
                       size_t *shown, struct error *err)
{
    struct wave wave;
    if (!wave_find(arena, db, wave_key, &wave, err) ||
        !db_run(db, QUERY_BALLOT_WAVE_HOLD, DB_VALUES(db_int(wave.id)), NULL, err))
        return false;
    struct wave_book *book = wave_book_load(arena, db, wave_key, err);
    if (!book)
        return false;
    int32_t *responded = ARENA_ARRAY(arena, book->organisation.count, int32_t);
    struct shown large = {0};
    bool good = count_own(arena, db, book, responded, err) &&
                mask_counts(arena, book, responded, &large, err) &&
                store(db, wave.id, time_zone, &large, err);
    sodium_memzero(book->tag_key, sizeof book->tag_key);
    *shown = large.count;
    return good;
}

bool turnout_count(struct arena *arena, struct db *db, const char *wave_key, const char *time_zone,
                   size_t *shown, struct error *err)
{
    if (!db_begin(db, err))
        return false;
    if (count_held(arena, db, wave_key, time_zone, shown, err) && db_commit(db, err))
        return true;
    db_rollback(db);
    return false;
}

// ---- reading ------------------------------------------------------------------------------------------------------

bool turnout_list(struct arena *arena, struct db *db, int wave_id, struct turnout **list, size_t *count,
                  struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_ANALYZE_TURNOUT_LIST, DB_VALUES(db_int(wave_id)), err);
    if (!rows)
        return false;
    *count = (size_t)PQntuples(rows);
    *list = ARENA_ARRAY(arena, *count, struct turnout);
    for (int row = 0; row < PQntuples(rows); row++)
        (*list)[row] = (struct turnout){
            .day = result_copy(arena, rows, row, 0),
            .department = (int)result_int(rows, row, 1),
            .invited = (int)result_int(rows, row, 2),
            .responded = (int)result_int(rows, row, 3),
        };
    return true;
}
