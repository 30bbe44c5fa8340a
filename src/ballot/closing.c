#include "ballot/closing.h"
#include "ballot/ballot.h"
#include "ballot/definition.h"
#include "ballot/electorate.h"
#include "ballot/key_file.h"
#include "ballot/packer.h"
#include "ballot/plausible.h"
#include "db/array.h"

#include <string.h>

enum { NAMED = 5 }; // receipts that an error names

// One closing under way.
struct closing {
    struct arena *arena;
    struct db *db;
    struct wave wave;
    struct ballot_frame frame;
    struct electorate *electorate;
    struct opener opener;
    struct packer *packer;
    struct buffer counted; // receipts of the ballots that did open, RECEIPT_SIZE bytes each
    struct buffer failed;  // and of those that did not
    uint64_t comments, done, total;
    const struct progress *progress;
};

static uint64_t failed_count(const struct closing *closing)
{
    return closing->failed.size / RECEIPT_SIZE;
}

static bool stage(struct closing *closing, const struct ballot *ballot, struct error *err)
{
    if (!packer_stage(closing->packer, &ballot->sheet, err))
        return false;
    for (size_t i = 0; i < ballot->comment_count; i++)
        if (!packer_stage_comment(closing->packer, ballot->comments[i].question, ballot->sheet.department,
                                  ballot->comments[i].body, err))
            return false;
    closing->comments += ballot->comment_count;
    return true;
}

// A receipt stands for the sealed bytes: where it does not, somebody put another ballot into its place. The same ballot twice is
// a copy under another tag; it counts once. Copies come one after the other.
static bool is_genuine(const struct closing *closing, const unsigned char *sealed, size_t sealed_size,
                       const unsigned char *receipt, size_t receipt_size)
{
    unsigned char expected[RECEIPT_SIZE];
    receipt_make(sealed, sealed_size, expected);
    const struct buffer *counted = &closing->counted;
    return receipt_size == RECEIPT_SIZE && memcmp(receipt, expected, RECEIPT_SIZE) == 0 &&
           (counted->size == 0 || memcmp(counted->bytes + counted->size - RECEIPT_SIZE, receipt, RECEIPT_SIZE) != 0);
}

static bool open_one(struct closing *closing, struct arena *arena, const PGresult *rows, int row, struct error *err)
{
    size_t sealed_size, receipt_size, tag_size, size;
    const unsigned char *sealed = result_bytes(arena, rows, row, 0, &sealed_size);
    const unsigned char *receipt = result_bytes(arena, rows, row, 1, &receipt_size);
    const unsigned char *tag = result_bytes(arena, rows, row, 2, &tag_size);
    const unsigned char *bytes = is_genuine(closing, sealed, sealed_size, receipt, receipt_size)
                                     ? opener_open(&closing->opener, arena, sealed, sealed_size, &size)
                                     : NULL;
    struct ballot ballot;
    if (bytes && ballot_read(arena, bytes, size, &ballot) && ballot_plausible(&ballot, &closing->frame) &&
        electorate_admits(closing->electorate, tag, tag_size, &ballot.sheet)) {
        buffer_add(&closing->counted, receipt, RECEIPT_SIZE);
        return stage(closing, &ballot, err);
    }
    unsigned char padded[RECEIPT_SIZE] = {0};
    memcpy(padded, receipt, receipt_size < RECEIPT_SIZE ? receipt_size : RECEIPT_SIZE);
    buffer_add(&closing->failed, padded, sizeof padded);
    return true;
}

// Batch by batch, so that memory does not grow with the number of ballots.
static bool open_batch(struct closing *closing, bool *more, struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    AUTO(pg_result) PGresult *rows = db_query(closing->db, QUERY_BALLOT_CLOSE_FETCH, DB_NO_VALUES, err);
    if (!rows)
        return false;
    *more = PQntuples(rows) > 0;
    for (int row = 0; row < PQntuples(rows); row++)
        if (!open_one(closing, arena, rows, row, err))
            return false;
    closing->done += (uint64_t)PQntuples(rows);
    progress_step(closing->progress, closing->done, closing->total);
    return packer_stage_end(closing->packer, err);
}

static bool open_all(struct closing *closing, struct error *err)
{
    AUTO(pg_result)
    PGresult *count = db_query(closing->db, QUERY_BALLOT_CLOSE_COUNT, DB_VALUES(db_int(closing->wave.id)), err);
    if (!count)
        return false;
    closing->total = (uint64_t)result_int(count, 0, 0);
    if (!db_run(closing->db, QUERY_BALLOT_CLOSE_DECLARE, DB_VALUES(db_int(closing->wave.id)), NULL, err))
        return false;
    for (bool more = true; more;)
        if (!open_batch(closing, &more, err))
            return false;
    return db_run(closing->db, QUERY_BALLOT_CLOSE_END, DB_NO_VALUES, NULL, err);
}

static bool check_failed(const struct closing *closing, uint64_t leave_out, struct error *err)
{
    uint64_t count = failed_count(closing);
    if (count == leave_out)
        return true;
    if (count == 0)
        return FAIL(err, ERROR_INVALID, "wave %s: all %llu ballots open, there is none to leave out", closing->wave.key,
                    (unsigned long long)closing->total);
    const char *names = "";
    for (uint64_t i = 0; i < count && i < NAMED; i++) {
        char code[RECEIPT_CODE_SIZE];
        receipt_code((const unsigned char *)closing->failed.bytes + i * RECEIPT_SIZE, code);
        names = arena_format(closing->arena, "%s%s%s", names, i ? ", " : "", code);
    }
    (void)FAIL(err, ERROR_INVALID, "wave %s: %llu of %llu ballots cannot be opened with this key or are not what was asked for (receipts %s%s); the wave stays open",
               closing->wave.key, (unsigned long long)count, (unsigned long long)closing->total, names,
               count > NAMED ? ", …" : "");
    return error_hint(err, "They were damaged, changed, copied or put where they do not belong, or not written by this program. To close without them: --leave-out %llu",
                      (unsigned long long)count);
}

static bool keep_receipts(struct closing *closing, struct error *err)
{
    AUTO(buffer) struct buffer array = {0};
    size_t count = closing->counted.size / RECEIPT_SIZE;
    struct db_span *spans = ARENA_ARRAY(closing->arena, count, struct db_span);
    for (size_t i = 0; i < count; i++)
        spans[i] = (struct db_span){closing->counted.bytes + i * RECEIPT_SIZE, RECEIPT_SIZE};
    array_bytea(&array, spans, count);
    return db_run(closing->db, QUERY_BALLOT_CLOSE_RECEIPTS,
                  DB_VALUES(db_int(closing->wave.id), db_bytes(array.bytes, array.size)), NULL, err);
}

static bool run_all(struct db *db, const enum query *queries, size_t count, const struct db_value *wave,
                    struct error *err)
{
    for (size_t i = 0; i < count; i++)
        if (!db_run(db, queries[i], wave, wave ? 1 : 0, NULL, err))
            return false;
    return true;
}

// Removes everything that leads from a person to a ballot, and with it the files it stood in, so that not even the pages on the
// disk tell. Only now are the tables taken away from others, who wait as long as that lasts.
static bool cut_links(struct closing *closing, struct error *err)
{
    static const enum query taking[] = {QUERY_BALLOT_CLOSE_ALONE, QUERY_BALLOT_CLOSE_LOCK_PEOPLE, QUERY_BALLOT_CLOSE_LOCK};
    static const enum query removing[] = {QUERY_BALLOT_CLOSE_TOKENS,         QUERY_BALLOT_CLOSE_REMOVE_TOKENS,
                                          QUERY_BALLOT_CLOSE_REMOVE_INVITATIONS, QUERY_BALLOT_CLOSE_REMOVE_SECRET,
                                          QUERY_BALLOT_CLOSE_REMOVE_LINKS,
                                          QUERY_BALLOT_CLOSE_REMOVE_BALLOTS, QUERY_BALLOT_CLOSE_WAVE};
    static const enum query rewriting[] = {QUERY_BALLOT_CLOSE_REWRITE_TOKENS, QUERY_BALLOT_CLOSE_REWRITE_INVITATIONS,
                                           QUERY_BALLOT_CLOSE_REWRITE_DELIVERIES, QUERY_BALLOT_CLOSE_REWRITE_SECRETS,
                                           QUERY_BALLOT_CLOSE_REWRITE_LINKS, QUERY_BALLOT_CLOSE_REWRITE_BALLOTS};
    struct db_value wave = db_int(closing->wave.id);
    return run_all(closing->db, taking, LENGTH(taking), NULL, err) &&
           run_all(closing->db, removing, LENGTH(removing), &wave, err) &&
           run_all(closing->db, rewriting, LENGTH(rewriting), NULL, err);
}

static bool learn_frame(struct closing *closing, struct error *err)
{
    struct organisation organisation;
    struct wave_segment *segments;
    size_t segment_count;
    const struct survey *survey = definition_load_version(closing->arena, closing->db, closing->wave.survey_id,
                                                          closing->wave.survey_version, err);
    if (!survey || !wave_organisation(closing->arena, closing->db, closing->wave.id, &organisation, err) ||
        !wave_segments(closing->arena, closing->db, closing->wave.id, &segments, &segment_count, err))
        return false;
    closing->frame = (struct ballot_frame){.wave = &closing->wave, .survey = survey, .departments = organisation.count,
                                           .segment_count = segment_count, .segments = segments};
    closing->electorate =
        electorate_load(closing->arena, closing->db, closing->wave.id, organisation.count, segment_count, err);
    return closing->electorate != NULL;
}

static bool take_key(struct closing *closing, const char *key_file, struct error *err)
{
    if (!closing->wave.has_public_key)
        return FAIL(err, ERROR_CONFLICT, "wave %s was imported: it has no ballot box", closing->wave.key);
    if (!key_file_read(key_file, closing->wave.key, closing->opener.private_key, err))
        return false;
    if (!seal_keys_match(closing->opener.private_key, closing->wave.public_key))
        return FAIL(err, ERROR_INVALID, "%s: the ballots of wave %s were not sealed to this key", key_file,
                    closing->wave.key);
    return true;
}

static bool run(struct closing *closing, const char *key_file, uint64_t leave_out, uint64_t *sheets, struct error *err)
{
    if (!take_key(closing, key_file, err) || !learn_frame(closing, err))
        return false;
    struct block_shape shape = {.segments = closing->frame.segment_count, .columns = closing->frame.survey->column_count};
    AUTO(packer) struct packer *packer = packer_start(closing->arena, closing->db, closing->wave.id, &shape, err);
    closing->packer = packer;
    return packer && open_all(closing, err) && check_failed(closing, leave_out, err) &&
           packer_write(packer, sheets, err) && keep_receipts(closing, err) && cut_links(closing, err);
}

// The lock makes ballots on their way wait; they then find the wave closed. See ballot/box.h.
static bool lock_wave(struct arena *arena, struct db *db, const char *key, struct wave *wave, struct error *err)
{
    return db_run(db, QUERY_BALLOT_CLOSE_QUEUE, DB_NO_VALUES, NULL, err) && wave_find(arena, db, key, wave, err) &&
           db_run(db, QUERY_BALLOT_WAVE_LOCK, DB_VALUES(db_int(wave->id)), NULL, err) &&
           wave_find(arena, db, key, wave, err);
}

// Closed before: if it was interrupted after the commit, the key is still there and goes now.
static bool finish_earlier(const struct wave *wave, const char *key_file, struct wave_closed *closed, struct error *err)
{
    unsigned char private_key[SEAL_KEY_SIZE];
    struct error ignored;
    *closed = (struct wave_closed){.wave = *wave, .already = true};
    if (key_file_read(key_file, wave->key, private_key, &ignored))
        return key_file_destroy(key_file, err);
    return FAIL(err, ERROR_CONFLICT, "wave %s was closed on %.10s", wave->key, wave->closed ? wave->closed : "");
}

bool wave_close(struct arena *arena, struct db *db, const char *key, const char *key_file, uint64_t leave_out,
                const struct progress *progress, struct wave_closed *closed, struct error *err)
{
    struct closing closing = {.arena = arena, .db = db, .progress = progress};
    uint64_t sheets = 0;
    if (!db_begin(db, err))
        return false;
    bool good = lock_wave(arena, db, key, &closing.wave, err);
    if (good && closing.wave.state != WAVE_OPEN) {
        db_rollback(db);
        return finish_earlier(&closing.wave, key_file, closed, err);
    }
    good = good && run(&closing, key_file, leave_out, &sheets, err) && db_commit(db, err);
    *closed = (struct wave_closed){.sheets = sheets, .comments = closing.comments, .left_out = failed_count(&closing)};
    opener_end(&closing.opener);
    buffer_free(&closing.counted);
    buffer_free(&closing.failed);
    if (!good) {
        db_rollback(db);
        return false;
    }
    return wave_find(arena, db, key, &closed->wave, err) && key_file_destroy(key_file, err);
}
