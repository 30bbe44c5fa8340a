#include "ballot/electorate.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

struct elector {
    unsigned char tag[SEAL_TAG_SIZE];
    uint16_t department;
    unsigned char segments[SEGMENT_LIMIT];
};

struct electorate {
    size_t departments, segment_count;
    size_t count;
    struct elector *electors; // by tag
    int64_t *gone;            // by department: invitations that it has lost, and ballots through its open links; −1: unknown
};

static int compare(const void *left, const void *right)
{
    return memcmp(((const struct elector *)left)->tag, ((const struct elector *)right)->tag, SEAL_TAG_SIZE);
}

static bool load_electors(struct arena *arena, struct db *db, int wave_id, struct electorate *electorate, struct error *err)
{
    struct db_value wave = db_int(wave_id);
    AUTO(pg_result) PGresult *secret = db_query(db, QUERY_BALLOT_BOX_SECRET, &wave, 1, err);
    AUTO(pg_result) PGresult *rows = secret ? db_query(db, QUERY_BALLOT_CLOSE_ELECTORATE, &wave, 1, err) : NULL;
    if (!rows)
        return false;
    size_t size = 0;
    const unsigned char *key = PQntuples(secret) == 1 ? result_bytes(arena, secret, 0, 0, &size) : NULL;
    if (!key || size != SEAL_KEY_SIZE)
        return FAIL(err, ERROR_INTERNAL, "the wave has lost its secret: nobody can tell whose ballots were asked for");
    electorate->count = (size_t)PQntuples(rows);
    electorate->electors = ARENA_ARRAY(arena, electorate->count, struct elector);
    for (size_t i = 0; i < electorate->count; i++) {
        struct elector *elector = &electorate->electors[i];
        const unsigned char *invitation = result_bytes(arena, rows, (int)i, 0, &size);
        if (!invitation || size != TOKEN_HASH_SIZE)
            return FAIL(err, ERROR_INTERNAL, "an invitation of the wave is damaged: nobody can tell whose its ballot is");
        seal_tag(key, invitation, elector->tag);
        elector->department = (uint16_t)result_int(rows, (int)i, 1);
        const unsigned char *segments = result_bytes(arena, rows, (int)i, 2, &size);
        memset(elector->segments, SEGMENT_NONE, sizeof elector->segments);
        memcpy(elector->segments, segments, size < SEGMENT_LIMIT ? size : SEGMENT_LIMIT);
    }
    sodium_memzero((void *)key, SEAL_KEY_SIZE);
    qsort(electorate->electors, electorate->count, sizeof *electorate->electors, compare);
    return true;
}

static bool load_gone(struct arena *arena, struct db *db, int wave_id, struct electorate *electorate, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BALLOT_CLOSE_GONE, DB_VALUES(db_int(wave_id)), err);
    if (!rows)
        return false;
    electorate->gone = ARENA_ARRAY(arena, electorate->departments, int64_t);
    for (int row = 0; row < PQntuples(rows) && (size_t)row < electorate->departments; row++)
        electorate->gone[row] = result_null(rows, row, 0) ? -1 : result_int(rows, row, 0);
    return true;
}

struct electorate *electorate_load(struct arena *arena, struct db *db, int wave_id, size_t departments,
                                   size_t segment_count, struct error *err)
{
    struct electorate *electorate = ARENA_NEW(arena, struct electorate);
    electorate->departments = departments;
    electorate->segment_count = segment_count;
    bool good = load_electors(arena, db, wave_id, electorate, err) && load_gone(arena, db, wave_id, electorate, err);
    return good ? electorate : NULL;
}

bool electorate_admits(struct electorate *electorate, const unsigned char *tag, size_t tag_size, const struct sheet *sheet)
{
    struct elector wanted;
    if (tag_size != SEAL_TAG_SIZE || sheet->department >= electorate->departments)
        return false;
    memcpy(wanted.tag, tag, SEAL_TAG_SIZE);
    const struct elector *elector =
        bsearch(&wanted, electorate->electors, electorate->count, sizeof wanted, compare);
    if (elector)
        return elector->department == sheet->department &&
               memcmp(elector->segments, sheet->segments, electorate->segment_count) == 0;
    int64_t *gone = &electorate->gone[sheet->department];
    if (*gone == 0)
        return false;
    if (*gone > 0)
        --*gone;
    return true;
}
