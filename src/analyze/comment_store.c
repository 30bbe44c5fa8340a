#include "analyze/comment_store.h"
#include "base/table.h"
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

// Texts by number, each once.
struct names {
    struct arena *arena;
    struct table table;
    size_t count, capacity;
    const char **items;
};

static uint32_t name_number(struct names *names, const unsigned char *bytes, int32_t size)
{
    const char *text = arena_slice(names->arena, (const char *)bytes, (size_t)size);
    const int64_t number = table_add(&names->table, text, (int64_t)names->count);
    if ((size_t)number < names->count)
        return (uint32_t)number;
    if (names->count == names->capacity) {
        const char **larger = ARENA_ARRAY(names->arena, names->capacity ? 2 * names->capacity : 1024, const char *);
        if (names->count)
            memcpy(larger, names->items, names->count * sizeof *larger);
        names->items = larger;
        names->capacity = names->capacity ? 2 * names->capacity : 1024;
    }
    names->items[names->count++] = text;
    return (uint32_t)number;
}

// The uses of one comment come one after the other; they are copied when the next one begins.
struct reading {
    struct arena *arena;
    struct comment_book *book;
    struct names terms, forms;
    size_t comment;
    size_t count, capacity;
    struct term_use *uses;
};

static void end_comment(struct reading *reading)
{
    if (reading->count == 0)
        return;
    struct comment *comment = &reading->book->comments[reading->comment];
    comment->uses = ARENA_ARRAY(reading->arena, reading->count, struct term_use);
    memcpy(comment->uses, reading->uses, reading->count * sizeof *comment->uses);
    comment->use_count = reading->count;
    reading->count = 0;
}

static void add_use(struct reading *reading, struct term_use use)
{
    if (reading->count == reading->capacity) {
        const size_t capacity = reading->capacity ? 2 * reading->capacity : 256;
        struct term_use *larger = ARENA_ARRAY(reading->arena, capacity, struct term_use);
        if (reading->count)
            memcpy(larger, reading->uses, reading->count * sizeof *larger);
        reading->uses = larger;
        reading->capacity = capacity;
    }
    reading->uses[reading->count++] = use;
}

static bool read_use(struct copy_out *copy, struct reading *reading, struct error *err)
{
    int32_t stem_size, form_size;
    const size_t comment = (size_t)copy_out_int4(copy);
    const unsigned char *stem = copy_out_field(copy, &stem_size), *form = copy_out_field(copy, &form_size);
    if (comment >= reading->book->count || !stem || !form)
        return FAIL(err, ERROR_INTERNAL, "words came of a comment that is not there");
    if (comment != reading->comment)
        end_comment(reading);
    reading->comment = comment;
    add_use(reading, (struct term_use){name_number(&reading->terms, stem, stem_size), name_number(&reading->forms, form, form_size)});
    return true;
}

static bool load_words(struct arena *arena, struct db *db, int wave_id, struct comment_book *book, struct error *err)
{
    struct reading reading = {.arena = arena, .book = book, .terms.arena = arena, .forms.arena = arena};
    table_init(&reading.terms.table, arena);
    table_init(&reading.forms.table, arena);
    struct copy_out copy;
    if (!db_run(db, QUERY_ANALYZE_WAVE_SET, DB_VALUES(db_int(wave_id)), NULL, err) ||
        !copy_out_start(&copy, db, QUERY_ANALYZE_COMMENT_WORDS, err))
        return false;
    int state;
    while ((state = copy_out_next(&copy, err)) == 1 && read_use(&copy, &reading, err))
        continue;
    copy_out_close(&copy);
    end_comment(&reading);
    book->terms = reading.terms.items;
    book->term_count = reading.terms.count;
    book->forms = reading.forms.items;
    book->form_count = reading.forms.count;
    return state == 0;
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
