#include "analyze/comment_store.h"
#include "analyze/comment_words.h"
#include "base/table.h"
#include "db/array.h"
#include "db/copy.h"

#include <string.h>

enum { PLACE_FIELDS = 4, COMMENT_FIELDS = 5, TERM_FIELDS = 13 };

static bool load_bodies(struct arena *arena, struct db *db, int wave_id, struct comment_book *book, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, QUERY_ANALYZE_COMMENT_LIST, DB_VALUES(db_int(wave_id)), err);
    if (!rows)
        return false;
    book->count = (size_t)PQntuples(rows);
    book->comments = ARENA_ARRAY(arena, book->count, struct comment);
    for (int row = 0; row < PQntuples(rows); row++) {
        if (result_int(rows, row, 0) != row)
            return FAIL(err, ERROR_INTERNAL, "the comments of wave %d are not numbered from 0", wave_id);
        book->comments[row] = (struct comment){
            .question = (size_t)result_int(rows, row, 1),
            .department = (size_t)result_int(rows, row, 2),
            .body = result_copy(arena, rows, row, 3),
        };
    }
    return true;
}

// Words as they are spelled, by number; and the comments as lists of them.
struct reading {
    struct arena *arena;
    size_t comment_count;
    struct word_list *lists;
    struct table numbers;
    size_t count, capacity;
    struct db_span *words;
};

static uint32_t word_number(struct reading *reading, const char *text, size_t size)
{
    const char *word = arena_slice(reading->arena, text, size);
    const int64_t number = table_add(&reading->numbers, word, (int64_t)reading->count);
    if ((size_t)number < reading->count)
        return (uint32_t)number;
    if (reading->count == reading->capacity) {
        const size_t capacity = reading->capacity ? 2 * reading->capacity : 1024;
        struct db_span *larger = ARENA_ARRAY(reading->arena, capacity, struct db_span);
        if (reading->count)
            memcpy(larger, reading->words, reading->count * sizeof *larger);
        reading->words = larger;
        reading->capacity = capacity;
    }
    reading->words[reading->count++] = (struct db_span){word, size};
    return (uint32_t)number;
}

// Tokens have a separator between them: "wKantine", "" (a blank or a dash), "x".
static struct word_list read_tokens(struct reading *reading, const char *text, size_t size)
{
    enum { SEPARATOR = 0x1F };
    uint32_t *words = ARENA_ARRAY(reading->arena, size / 2 + 1, uint32_t);
    size_t count = 0;
    for (size_t at = 0, to; at < size; at = to + 1) {
        const char *end = memchr(text + at, SEPARATOR, size - at);
        to = end ? (size_t)(end - text) : size;
        if (to > at)
            words[count++] = text[at] == 'w' ? word_number(reading, text + at + 1, to - at - 1) : WORD_BREAK;
    }
    return (struct word_list){count, words};
}

static bool read_row(struct copy_out *copy, struct reading *reading, struct error *err)
{
    int32_t size;
    const int32_t comment = copy_out_int4(copy);
    const unsigned char *tokens = copy_out_field(copy, &size);
    if (comment < 0 || (size_t)comment >= reading->comment_count)
        return FAIL(err, ERROR_INTERNAL, "words came of a comment that is not there");
    if (tokens)
        reading->lists[comment] = read_tokens(reading, (const char *)tokens, (size_t)size);
    return true;
}

static bool read_comments(struct db *db, int wave_id, struct reading *reading, struct error *err)
{
    struct copy_out copy;
    if (!db_run(db, QUERY_ANALYZE_WAVE_SET, DB_VALUES(db_int(wave_id)), NULL, err) ||
        !copy_out_start(&copy, db, QUERY_ANALYZE_COMMENT_TOKENS, err))
        return false;
    int state;
    while ((state = copy_out_next(&copy, err)) == 1 && read_row(&copy, reading, err))
        continue;
    copy_out_close(&copy);
    return state == 0;
}

// Every spelling is looked up once, however often it was written.
static bool look_up(struct db *db, const struct reading *reading, struct spelling **spellings, struct error *err)
{
    AUTO(buffer) struct buffer array = {0};
    array_bytea(&array, reading->words, reading->count);
    AUTO(pg_result)
    PGresult *rows = db_query(db, QUERY_ANALYZE_COMMENT_STEMS, DB_VALUES(db_bytes(array.bytes, array.size)), err);
    if (!rows)
        return false;
    if ((size_t)PQntuples(rows) != reading->count)
        return FAIL(err, ERROR_INTERNAL, "%d of %zu words came back", PQntuples(rows), reading->count);
    *spellings = ARENA_ARRAY(reading->arena, reading->count, struct spelling);
    for (int row = 0; row < PQntuples(rows); row++)
        (*spellings)[row] = (struct spelling){
            .text = reading->words[row].start,
            .german = result_copy(reading->arena, rows, row, 0),
            .english = result_copy(reading->arena, rows, row, 1),
            .german_stop = result_bool(rows, row, 2),
            .english_stop = result_bool(rows, row, 3),
            .umlaut = result_bool(rows, row, 4),
        };
    return true;
}

static bool load_words(struct arena *arena, struct db *db, int wave_id, struct comment_book *book, struct error *err)
{
    AUTO(arena) struct arena *scratch = arena_new();
    struct reading reading = {
        .arena = scratch, .comment_count = book->count, .lists = ARENA_ARRAY(scratch, book->count, struct word_list)};
    struct spelling *spellings = NULL;
    table_init(&reading.numbers, scratch);
    if (!read_comments(db, wave_id, &reading, err) || !look_up(db, &reading, &spellings, err))
        return false;
    comment_words(arena, spellings, reading.lists, book);
    return true;
}

bool comment_load(struct arena *arena, struct db *db, int wave_id, struct comment_book *book, struct error *err)
{
    *book = (struct comment_book){0};
    return load_bodies(arena, db, wave_id, book, err) && (book->count == 0 || load_words(arena, db, wave_id, book, err));
}

static bool send_places(struct copy_in *copy, int wave_id, const struct comment_publication *comments, struct error *err)
{
    for (size_t i = 0; i < comments->question_count; i++)
        for (size_t department = 0; department < comments->departments; department++) {
            copy_in_row(copy, PLACE_FIELDS);
            copy_in_int4(copy, wave_id);
            copy_in_int4(copy, (int32_t)department);
            copy_in_int2(copy, (int16_t)comments->questions[i]);
            copy_in_int2(copy, (int16_t)comments->statuses[i * comments->departments + department]);
            if (!copy_in_flush(copy, err))
                return false;
        }
    return true;
}

static bool send_comments(struct copy_in *copy, int wave_id, const struct comment_publication *comments, struct error *err)
{
    for (size_t i = 0; i < comments->comment_count; i++) {
        const struct published_comment *comment = &comments->comments[i];
        copy_in_row(copy, COMMENT_FIELDS);
        copy_in_int4(copy, wave_id);
        copy_in_int4(copy, (int32_t)i);
        copy_in_int2(copy, (int16_t)comment->question);
        copy_in_int4(copy, (int32_t)comment->department);
        copy_in_text(copy, comment->body);
        if (!copy_in_flush(copy, err))
            return false;
    }
    return true;
}

static void put_comparison(struct copy_in *copy, const struct published_term *term)
{
    if (!term->compared) {
        for (int i = 0; i < 6; i++)
            copy_in_null(copy);
        return;
    }
    copy_in_int4(copy, (int32_t)term->departments);
    copy_in_real(copy, term->lower);
    copy_in_real(copy, term->higher);
    copy_in_real(copy, term->p);
    copy_in_real(copy, term->q);
    copy_in_bool(copy, term->detectable);
}

static bool send_terms(struct copy_in *copy, int wave_id, const struct comment_publication *comments, struct error *err)
{
    int16_t rank = 0;
    for (size_t i = 0; i < comments->term_count; i++) {
        const struct published_term *term = &comments->terms[i];
        const bool first = i == 0 || term[-1].question != term->question || term[-1].department != term->department;
        rank = first ? 1 : (int16_t)(rank + 1);
        copy_in_row(copy, TERM_FIELDS);
        copy_in_int4(copy, wave_id);
        copy_in_int4(copy, (int32_t)term->department);
        copy_in_int2(copy, (int16_t)term->question);
        copy_in_int2(copy, rank);
        copy_in_text(copy, term->text);
        copy_in_int2(copy, (int16_t)term->words);
        copy_in_int4(copy, (int32_t)term->comments);
        put_comparison(copy, term);
        if (!copy_in_flush(copy, err))
            return false;
    }
    return true;
}

typedef bool send_rows(struct copy_in *copy, int wave_id, const struct comment_publication *comments, struct error *err);

static bool store_rows(struct db *db, enum query query, send_rows *send, int wave_id, const struct comment_publication *comments,
                       struct error *err)
{
    struct copy_in copy;
    if (!copy_in_start(&copy, db, query, err))
        return false;
    if (send(&copy, wave_id, comments, err))
        return copy_in_end(&copy, err);
    copy_in_abort(&copy);
    return false;
}

bool comment_store(struct db *db, int wave_id, const struct comment_publication *comments, struct error *err)
{
    return store_rows(db, QUERY_ANALYZE_COMMENT_PLACE_ADD, send_places, wave_id, comments, err) &&
           store_rows(db, QUERY_ANALYZE_COMMENT_ADD, send_comments, wave_id, comments, err) &&
           store_rows(db, QUERY_ANALYZE_TERM_ADD, send_terms, wave_id, comments, err);
}

static bool asks_comments(const struct analyze_wave *now)
{
    for (size_t i = 0; i < now->survey->question_count; i++)
        if (now->survey->questions[i].type == QUESTION_COMMENT && wave_asks(now->wave, i))
            return true;
    return false;
}

bool comment_publish(struct db *db, const struct analyze_wave *now, const struct publication *publication, struct error *err)
{
    struct comment_book book;
    struct comment_publication comments;
    if (!asks_comments(now))
        return true;
    AUTO(arena) struct arena *scratch = arena_new();
    return comment_load(scratch, db, now->wave->id, &book, err) &&
           comments_compute(scratch, now, &book, publication, &comments, err) &&
           comment_store(db, now->wave->id, &comments, err);
}
