#include "mail/queue.h"
#include "db/array.h"

#include <stdlib.h>
#include <string.h>

static const char *const state_names[MAIL_STATE__COUNT] = {
    [MAIL_QUEUED] = "queued", [MAIL_SENDING] = "sending", [MAIL_SENT] = "sent",
    [MAIL_FAILED] = "failed", [MAIL_BOUNCED] = "bounced",
};

const char *mail_state_name(enum mail_state state)
{
    return state < MAIL_STATE__COUNT ? state_names[state] : "unknown";
}

static enum mail_state state_of(const char *name)
{
    for (enum mail_state state = 0; state < MAIL_STATE__COUNT; state++)
        if (strcmp(state_names[state], name) == 0)
            return state;
    abort(); // the table's CHECK knows the same names
}

static struct db_value wave_of(const struct queue *queue)
{
    return db_int(queue->book->wave.id);
}

static struct db_value is_reminder(const struct queue *queue)
{
    return db_bool(queue->kind == MAIL_REMINDER);
}

static void copy_bytes(struct arena *arena, const PGresult *rows, int row, int column, void *bytes,
                       size_t wanted)
{
    size_t size;
    const unsigned char *stored = result_bytes(arena, rows, row, column, &size);
    memset(bytes, 0, wanted);
    memcpy(bytes, stored, size < wanted ? size : wanted);
}

static bool is_open(const struct queue *queue, bool *open, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(queue->db, QUERY_MAIL_WAVE_OPEN, DB_VALUES(wave_of(queue)), err);
    if (rows)
        *open = PQntuples(rows) == 1 && result_bool(rows, 0, 0);
    return rows != NULL;
}

bool queue_lock(const struct queue *queue, struct error *err)
{
    const char *key = queue->book->wave.key;
    bool open;
    AUTO(pg_result) PGresult *rows = db_query(queue->db, QUERY_MAIL_LOCK, DB_VALUES(wave_of(queue)), err);
    if (!rows || !is_open(queue, &open, err))
        return false;
    if (!result_bool(rows, 0, 0))
        return FAIL(err, ERROR_CONFLICT, "messages of wave %s are being sent by somebody else at this moment",
                    key);
    if (queue->book->wave.pending) {
        (void)FAIL(err, ERROR_EARLY, "wave %s opens on %s, nobody can answer before", key, queue->book->wave.first_day);
        return error_hint(err, "Run this again on that day. 'invite' with --csv, --qr or --open works now.");
    }
    return open || FAIL(err, ERROR_GONE, "wave %s is closed, nobody can answer any more", key);
}

bool queue_hold(const struct queue *queue, bool *open, struct error *err)
{
    return db_run(queue->db, QUERY_BALLOT_WAVE_HOLD, DB_VALUES(wave_of(queue)), NULL, err) &&
           is_open(queue, open, err);
}

// ---- filling ----------------------------------------------------------------------------------------------------

// For all who are asked at once, whoever gets a message now: rows say nothing about who answered.
static bool add_choices(struct arena *arena, const struct queue *queue, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(queue->db, QUERY_MAIL_CHOICE_MISSING, DB_VALUES(wave_of(queue)), err);
    if (!rows)
        return false;
    size_t count = (size_t)PQntuples(rows);
    int32_t *people = ARENA_ARRAY(arena, count, int32_t);
    struct token *tokens = ARENA_ARRAY(arena, count, struct token);
    struct db_span *spans = ARENA_ARRAY(arena, count, struct db_span);
    for (size_t i = 0; i < count; i++) {
        people[i] = (int32_t)result_int(rows, (int)i, 0);
        tokens[i] = token_make();
        spans[i] = (struct db_span){tokens[i].bytes, sizeof tokens[i].bytes};
    }
    AUTO(buffer) struct buffer ids = {0};
    AUTO(buffer) struct buffer bytes = {0};
    array_int4(&ids, people, count);
    array_bytea(&bytes, spans, count);
    return db_run(queue->db, QUERY_MAIL_CHOICE_ADD,
                  DB_VALUES(db_bytes(ids.bytes, ids.size), db_bytes(bytes.bytes, bytes.size)), NULL, err);
}

struct tagged {
    unsigned char tag[SEAL_TAG_SIZE];
    unsigned char invitation[TOKEN_HASH_SIZE];
    int32_t reminder;
};

static int compare_tags(const void *left, const void *right)
{
    return memcmp(((const struct tagged *)left)->tag, ((const struct tagged *)right)->tag, SEAL_TAG_SIZE);
}

// Sets `reminder` to 0 where the tag has a ballot. `tagged` is sorted by tag.
static bool mark_answered(struct arena *arena, const struct queue *queue, struct tagged *tagged, size_t count,
                          struct error *err)
{
    AUTO(buffer) struct buffer tags = {0};
    struct db_span *spans = ARENA_ARRAY(arena, count, struct db_span);
    for (size_t i = 0; i < count; i++)
        spans[i] = (struct db_span){tagged[i].tag, SEAL_TAG_SIZE};
    array_bytea(&tags, spans, count);
    AUTO(pg_result)
    PGresult *rows = db_query(queue->db, QUERY_MAIL_ANSWERED,
                              DB_VALUES(wave_of(queue), db_bytes(tags.bytes, tags.size)), err);
    if (!rows)
        return false;
    for (int row = 0; row < PQntuples(rows); row++) {
        struct tagged wanted;
        copy_bytes(arena, rows, row, 0, wanted.tag, sizeof wanted.tag);
        struct tagged *found = bsearch(&wanted, tagged, count, sizeof *tagged, compare_tags);
        if (found)
            found->reminder = 0;
    }
    return true;
}

static bool store_reminders(struct arena *arena, const struct queue *queue, const struct tagged *tagged,
                            size_t count, struct error *err)
{
    struct db_span *spans = ARENA_ARRAY(arena, count, struct db_span);
    int32_t *numbers = ARENA_ARRAY(arena, count, int32_t);
    size_t chosen = 0;
    for (size_t i = 0; i < count; i++)
        if (tagged[i].reminder > 0) {
            spans[chosen] = (struct db_span){tagged[i].invitation, TOKEN_HASH_SIZE};
            numbers[chosen++] = tagged[i].reminder;
        }
    AUTO(buffer) struct buffer invitations = {0};
    AUTO(buffer) struct buffer reminders = {0};
    array_bytea(&invitations, spans, chosen);
    array_int4(&reminders, numbers, chosen);
    return db_run(queue->db, QUERY_MAIL_QUEUE_REMINDERS,
                  DB_VALUES(wave_of(queue), db_bytes(invitations.bytes, invitations.size),
                            db_bytes(reminders.bytes, reminders.size)),
                  NULL, err);
}

static bool fill_reminders(struct arena *arena, const struct queue *queue, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(queue->db, QUERY_MAIL_REMINDER_CANDIDATES, DB_VALUES(wave_of(queue)), err);
    if (!rows)
        return false;
    size_t count = (size_t)PQntuples(rows);
    struct tagged *tagged = ARENA_ARRAY(arena, count, struct tagged);
    for (size_t i = 0; i < count; i++) {
        copy_bytes(arena, rows, (int)i, 0, tagged[i].invitation, TOKEN_HASH_SIZE);
        seal_tag(queue->book->tag_key, tagged[i].invitation, tagged[i].tag);
        tagged[i].reminder = (int32_t)result_int(rows, (int)i, 1);
    }
    qsort(tagged, count, sizeof *tagged, compare_tags);
    return mark_answered(arena, queue, tagged, count, err) &&
           store_reminders(arena, queue, tagged, count, err);
}

static bool fill(struct arena *arena, const struct queue *queue, const char *again, struct error *err)
{
    bool open;
    if (!queue_hold(queue, &open, err)) // before any row is locked: a close locks in the same order
        return false;
    if (!open)
        return FAIL(err, ERROR_GONE, "wave %s was closed meanwhile", queue->book->wave.key);
    if (!add_choices(arena, queue, err))
        return false;
    if (again && !db_run(queue->db, QUERY_MAIL_AGAIN,
                         DB_VALUES(wave_of(queue), is_reminder(queue), db_text(again)), NULL, err))
        return false;
    return queue->kind == MAIL_REMINDER
               ? fill_reminders(arena, queue, err)
               : db_run(queue->db, QUERY_MAIL_QUEUE_INVITATIONS, DB_VALUES(wave_of(queue)), NULL, err);
}

bool queue_fill(struct arena *arena, const struct queue *queue, const char *again, uint64_t *waiting,
                struct error *err)
{
    if (!db_begin(queue->db, err))
        return false;
    if (!fill(arena, queue, again, err) || !db_commit(queue->db, err)) {
        db_rollback(queue->db);
        return false;
    }
    AUTO(pg_result)
    PGresult *rows =
        db_query(queue->db, QUERY_MAIL_COUNT, DB_VALUES(wave_of(queue), is_reminder(queue)), err);
    if (rows)
        *waiting = (uint64_t)result_int(rows, 0, 0);
    return rows != NULL;
}

// ---- one message ------------------------------------------------------------------------------------------------

bool queue_next(struct arena *arena, const struct queue *queue, const unsigned char after[TOKEN_HASH_SIZE],
                struct queued *next, bool *found, struct error *err)
{
    AUTO(pg_result)
    PGresult *rows =
        db_query(queue->db, QUERY_MAIL_NEXT,
                 DB_VALUES(wave_of(queue), is_reminder(queue), db_bytes(after, TOKEN_HASH_SIZE)), err);
    if (!rows)
        return false;
    *found = PQntuples(rows) == 1;
    if (!*found)
        return true;
    *next = (struct queued){
        .reminder = (int)result_int(rows, 0, 1),
        .attempts = (int)result_int(rows, 0, 2),
        .employee_id = result_copy(arena, rows, 0, 3),
        .email = result_copy(arena, rows, 0, 4),
        .name = result_copy(arena, rows, 0, 5),
        .language = result_copy(arena, rows, 0, 6),
        .wanted = result_bool(rows, 0, 8),
    };
    copy_bytes(arena, rows, 0, 0, next->invitation, sizeof next->invitation);
    copy_bytes(arena, rows, 0, 7, next->opt_out.bytes, sizeof next->opt_out.bytes);
    return true;
}

bool queue_answered(struct arena *arena, const struct queue *queue, const struct queued *queued,
                    bool *answered, struct error *err)
{
    struct tagged tagged = {.reminder = 1};
    seal_tag(queue->book->tag_key, queued->invitation, tagged.tag);
    if (!mark_answered(arena, queue, &tagged, 1, err))
        return false;
    *answered = tagged.reminder == 0;
    return true;
}

#define MESSAGE_VALUES(queue, queued)                                                                        \
    wave_of(queue), db_bytes((queued)->invitation, TOKEN_HASH_SIZE), db_int((queued)->reminder)

bool queue_claim(const struct queue *queue, const struct queued *queued, const struct token *token,
                 bool *claimed, struct error *err)
{
    int64_t changed;
    unsigned char hash[TOKEN_HASH_SIZE];
    token_hash(token, hash);
    if (!db_run(queue->db, QUERY_MAIL_CLAIM, DB_VALUES(MESSAGE_VALUES(queue, queued)), &changed, err))
        return false;
    *claimed = changed == 1;
    return !*claimed || db_run(queue->db, QUERY_MAIL_TOKEN_ADD,
                               DB_VALUES(wave_of(queue), db_bytes(hash, sizeof hash),
                                         db_bytes(queued->invitation, TOKEN_HASH_SIZE)),
                               NULL, err);
}

bool queue_settle(const struct queue *queue, const struct queued *queued, enum mail_state state,
                  const char *reply, bool attempted, struct error *err)
{
    return db_run(queue->db, QUERY_MAIL_SETTLE,
                  DB_VALUES(MESSAGE_VALUES(queue, queued), db_text(mail_state_name(state)), db_text(reply),
                            db_int(attempted ? 0 : 1)),
                  NULL, err);
}

bool queue_drop(const struct queue *queue, const struct queued *queued, struct error *err)
{
    return db_run(queue->db, QUERY_MAIL_DROP, DB_VALUES(MESSAGE_VALUES(queue, queued)), NULL, err);
}

bool queue_unsent(struct arena *arena, const struct queue *queue, struct unsent **unsent, size_t *count,
                  struct error *err)
{
    AUTO(pg_result)
    PGresult *rows =
        db_query(queue->db, QUERY_MAIL_UNSENT, DB_VALUES(wave_of(queue), is_reminder(queue)), err);
    if (!rows)
        return false;
    *count = (size_t)PQntuples(rows);
    *unsent = ARENA_ARRAY(arena, *count, struct unsent);
    for (int row = 0; row < PQntuples(rows); row++)
        (*unsent)[row] = (struct unsent){
            .employee_id = result_copy(arena, rows, row, 0),
            .email = result_copy(arena, rows, row, 1),
            .state = state_of(result_text(rows, row, 2)),
            .attempts = (int)result_int(rows, row, 3),
            .reply = result_copy(arena, rows, row, 4),
        };
    return true;
}
