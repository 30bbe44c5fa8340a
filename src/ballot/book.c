#include "ballot/book.h"
#include "ballot/ballot.h"
#include "ballot/definition.h"

#include <string.h>

static bool load_secret(struct arena *arena, struct db *db, struct wave_book *book, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_BALLOT_BOX_SECRET, DB_VALUES(db_int(book->wave.id)), err);
    if (!rows)
        return false;
    size_t size = 0;
    const unsigned char *key = PQntuples(rows) == 1 ? result_bytes(arena, rows, 0, 0, &size) : NULL;
    if (!key || size != sizeof book->tag_key || !book->wave.has_public_key)
        return FAIL(err, ERROR_GONE, "wave %s is closed", book->wave.key);
    memcpy(book->tag_key, key, size);
    return true;
}

// From the last department to the first: each adds itself to the one above it. Where an open link leads nobody was invited.
static void add_people(struct arena *arena, struct wave_book *book)
{
    const struct organisation *organisation = &book->organisation;
    book->people = ARENA_ARRAY(arena, organisation->count, int);
    for (size_t i = 0; i < organisation->count; i++)
        book->people[i] = organisation->departments[i].invited < 0 ? 0 : organisation->departments[i].invited;
    for (size_t i = organisation->count; i-- > 1;)
        book->people[organisation->departments[i].parent] += book->people[i];
}

struct wave_book *wave_book_load(struct arena *arena, struct db *db, const char *key, struct error *err)
{
    struct wave_book *book = ARENA_NEW(arena, struct wave_book);
    struct wave_segment *segments;
    if (!wave_find(arena, db, key, &book->wave, err) || !load_secret(arena, db, book, err) ||
        !wave_segments(arena, db, book->wave.id, &segments, &book->segment_count, err) ||
        !wave_organisation(arena, db, book->wave.id, &book->organisation, err))
        return NULL;
    book->survey = definition_load_version(arena, db, book->wave.survey_id, book->wave.survey_version, err);
    if (!book->survey)
        return NULL;
    add_people(arena, book);
    book->room = ballot_room(book->survey, &book->wave, book->segment_count);
    return book;
}
