#include "mail/mailing.h"
#include "ballot/box.h"
#include "mail/smtp.h"

#include <sodium.h>
#include <string.h>

// One run.
struct run {
    struct arena *arena;
    const struct mailing_plan *plan;
    struct mailing *mailing;
    struct queue queue;
    struct smtp *smtp;
    size_t language_count;
    const char **codes;
    struct language **languages;
    uint64_t done, waiting;
    int refusals; // one after the other
    unsigned char last[TOKEN_HASH_SIZE];
    // The message before this one, whose outcome is not recorded yet:
    bool pending;
    struct queued before; // its key only: its texts are gone
    enum mail_state outcome;
    bool attempted;
    const char *reply;
};

// ---- the message ------------------------------------------------------------------------------------------------

static const struct language *language_of(const struct run *run, const char *code)
{
    const char *chosen = language_choose(run->codes, run->language_count, code);
    for (size_t i = 0; i < run->language_count; i++)
        if (strcmp(run->codes[i], chosen) == 0)
            return run->languages[i];
    return run->languages[0];
}

static bool write_message(struct arena *arena, const struct run *run, const struct queued *queued,
                          const struct token *token, struct buffer *bytes, struct error *err)
{
    const struct wave_book *book = run->queue.book;
    const struct language *language = language_of(run, queued->language);
    struct letter letter = {
        .kind = run->plan->kind,
        .language = language,
        .name = queued->name,
        .organisation = book->organisation.departments[0].name,
        .survey = survey_text_in(&book->survey->title, language_code(language)),
        .until = book->wave.last_day,
        .k = book->wave.k,
        .comments = wave_asks_comments(&book->wave, book->survey),
        .base_url = run->plan->settings->base_url,
        .token = token,
        .opt_out = &queued->opt_out,
    };
    struct message message = {.from = *smtp_sender(run->smtp),
                              .to = {.name = queued->name, .address = queued->email}};
    if (!mail_address_check(&message.to, err))
        return false;
    letter_write(arena, &letter, &message);
    return message_write(&message, bytes, err);
}

// ---- records ----------------------------------------------------------------------------------------------------

static bool settle_before(struct run *run, struct error *err)
{
    return !run->pending ||
           queue_settle(&run->queue, &run->before, run->outcome, run->reply, run->attempted, err);
}

static void remember(struct run *run, const struct queued *queued, enum mail_state outcome, bool attempted,
                     const char *reply)
{
    run->pending = true;
    run->before = *queued;
    run->outcome = outcome;
    run->attempted = attempted;
    run->reply = arena_text(run->arena, reply);
}

static bool record_in(struct run *run, const struct queued *queued, const struct token *token, bool *claimed,
                      struct error *err)
{
    bool open;
    if (!queue_hold(&run->queue, &open, err) || !settle_before(run, err))
        return false;
    if (!open)
        return FAIL(err, ERROR_GONE, "wave %s was closed meanwhile", run->queue.book->wave.key);
    return queue_claim(&run->queue, queued, token, claimed, err);
}

// The outcome of the message before and the beginning of this one, at once and durable.
static bool record(struct run *run, const struct queued *queued, const struct token *token, bool *claimed,
                   struct error *err)
{
    if (!db_begin(run->queue.db, err))
        return false;
    if (record_in(run, queued, token, claimed, err) && db_commit(run->queue.db, err)) {
        run->pending = false;
        return true;
    }
    db_rollback(run->queue.db);
    return false;
}

// ---- sending ----------------------------------------------------------------------------------------------------

static bool too_many_refusals(const struct run *run, const struct smtp_answer *answer, struct error *err)
{
    if (run->refusals < MAILING_REFUSALS)
        return false;
    (void)FAIL(err, ERROR_UNAVAILABLE,
               "the mail server refused %d messages one after the other, the last one with: %s",
               run->refusals, answer->text);
    error_hint(err, "If that was not about the recipients: --again bounced sends them once more.");
    return true;
}

static bool take_answer(struct run *run, const struct queued *queued, const struct smtp_answer *answer,
                        struct error *err)
{
    run->refusals = answer->result == SMTP_REFUSED ? run->refusals + 1 : 0;
    switch (answer->result) {
    case SMTP_SENT:
        run->mailing->sent++;
        remember(run, queued, MAIL_SENT, true, NULL);
        return true;
    case SMTP_REFUSED:
        remember(run, queued, MAIL_BOUNCED, true, answer->text);
        return !too_many_refusals(run, answer, err);
    case SMTP_LATER:
        remember(run, queued, queued->attempts + 1 < MAILING_ATTEMPTS ? MAIL_QUEUED : MAIL_FAILED, true,
                 answer->text);
        return true;
    case SMTP_DOUBT:
        remember(run, queued, MAIL_SENDING, true, answer->text);
        return true;
    case SMTP_AWAY:
    case SMTP__COUNT:
        break;
    }
    remember(run, queued, MAIL_QUEUED, false, NULL);
    return FAIL(err, ERROR_UNAVAILABLE, "mail server %s: %s", run->plan->settings->smtp_url, answer->text);
}

static bool send_message(struct run *run, struct arena *arena, const struct queued *queued, struct error *err)
{
    AUTO(buffer) struct buffer bytes = {0};
    struct token token = token_make();
    struct smtp_answer answer = {0};
    struct error refused;
    bool claimed;
    if (!write_message(arena, run, queued, &token, &bytes, &refused))
        return queue_settle(&run->queue, queued, MAIL_FAILED, refused.message, true, err);
    bool good = record(run, queued, &token, &claimed, err);
    if (good && claimed) {
        smtp_send(run->smtp, queued->email, bytes.bytes, bytes.size, &answer);
        good = take_answer(run, queued, &answer, err);
    }
    sodium_memzero(&token, sizeof token);
    return good;
}

// A reminder may have become needless while it waited.
static bool is_needed(struct run *run, struct arena *arena, const struct queued *queued, bool *needed,
                      struct error *err)
{
    bool answered = false;
    *needed = true;
    if (run->plan->kind != MAIL_REMINDER)
        return true;
    if (queued->wanted && !queue_answered(arena, &run->queue, queued, &answered, err))
        return false;
    *needed = queued->wanted && !answered;
    if (*needed)
        return true;
    run->mailing->answered += answered;
    run->mailing->declined += !queued->wanted;
    return queue_drop(&run->queue, queued, err);
}

static bool send_next(struct run *run, bool *found, struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct queued queued;
    bool needed;
    if (!queue_next(arena, &run->queue, run->last, &queued, found, err))
        return false;
    if (!*found)
        return true;
    memcpy(run->last, queued.invitation, sizeof run->last);
    if (!is_needed(run, arena, &queued, &needed, err) || (needed && !send_message(run, arena, &queued, err)))
        return false;
    progress_step(run->plan->progress, ++run->done, run->waiting);
    return true;
}

static bool send_all(struct run *run, struct error *err)
{
    bool good = true;
    for (bool found = true; good && found;)
        good = send_next(run, &found, err);
    struct error unrecorded;
    if (settle_before(run, good ? err : &unrecorded))
        return good;
    if (!good)
        (void)FAIL(err, unrecorded.kind, "%s", unrecorded.message);
    return error_hint(err, "What became of the last message could not be recorded: it is in doubt.");
}

// ---- the run ----------------------------------------------------------------------------------------------------

static bool load_languages(struct run *run, struct error *err)
{
    run->codes = language_list(run->arena, &run->language_count);
    run->languages = ARENA_ARRAY(run->arena, run->language_count, struct language *);
    for (size_t i = 0; i < run->language_count; i++) {
        run->languages[i] = language_load(run->arena, run->codes[i], err);
        if (!run->languages[i])
            return false;
    }
    return true;
}

bool mailing_run(struct arena *arena, const struct mailing_plan *plan, struct mailing *mailing,
                 struct error *err)
{
    *mailing = (struct mailing){0};
    *err = (struct error){0};
    struct run run = {.arena = arena, .plan = plan, .mailing = mailing};
    AUTO(smtp) struct smtp *smtp = smtp_open(plan->settings, err);
    AUTO(db) struct db *db = smtp ? db_open(plan->settings, DB_OWNER, err) : NULL;
    if (!db || !box_be_durable(db, err) || !load_languages(&run, err))
        return false;
    run.smtp = smtp;
    run.queue =
        (struct queue){.db = db, .book = wave_book_load(arena, db, plan->wave_key, err), .kind = plan->kind};
    if (!run.queue.book || !queue_lock(&run.queue, err) ||
        !queue_fill(arena, &run.queue, plan->again, &run.waiting, err))
        return false;
    bool good = send_all(&run, err);
    struct error ignored;
    return queue_unsent(arena, &run.queue, &mailing->unsent, &mailing->unsent_count, good ? err : &ignored) &&
           good;
}
