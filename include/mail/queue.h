// The queue of a wave's messages in the database (identity.delivery), as DB_OWNER. A message is recorded as being sent before it is
// handed to the mail server and again when the answer is known. What is recorded as being sent while nobody sends is in doubt:
// the sender was killed, or the server's answer was lost. It is never sent again by itself.
#pragma once

#include "ballot/book.h"
#include "mail/letter.h"

enum mail_state { MAIL_QUEUED, MAIL_SENDING, MAIL_SENT, MAIL_FAILED, MAIL_BOUNCED, MAIL_STATE__COUNT };
// As it is stored: "queued", "sending", …
const char *mail_state_name(enum mail_state state);

struct queue {
    struct db *db;
    const struct wave_book *book;
    enum mail_kind kind;
};

struct queued {
    unsigned char invitation[TOKEN_HASH_SIZE];
    int reminder; // 0: the invitation; n: the n-th reminder
    int attempts;
    const char *employee_id, *email, *name, *language;
    struct token opt_out;
    bool wanted; // reminders
};

// One sender a wave, until the connection ends. ERROR_CONFLICT when somebody else sends, ERROR_GONE when the wave takes no answers any more,
// ERROR_EARLY when it does not yet.
MUST_USE bool queue_lock(const struct queue *queue, struct error *err);

// Fills the queue in one transaction: invitations for everybody who has none, or reminders for everybody without a ballot in the box who
// wants them, is reachable and was not reminded today. `again` names states whose messages are queued once more ("sending,bounced");
// NULL: none. `waiting` gets the length of the queue.
MUST_USE bool queue_fill(struct arena *arena, const struct queue *queue, const char *again, uint64_t *waiting,
                         struct error *err);

// The first message behind the invitation `after` (TOKEN_HASH_SIZE zeros: from the start).
MUST_USE bool queue_next(struct arena *arena, const struct queue *queue,
                         const unsigned char after[TOKEN_HASH_SIZE], struct queued *next, bool *found,
                         struct error *err);
// Whether the invitation's ballot lies in the box.
MUST_USE bool queue_answered(struct arena *arena, const struct queue *queue, const struct queued *queued,
                             bool *answered, struct error *err);

// Inside a transaction that began with queue_hold: false in `open` when the wave takes no answers any more.
MUST_USE bool queue_hold(const struct queue *queue, bool *open, struct error *err);
// Records that the message is being sent, with its token. `claimed` false: it is not in the queue any more.
MUST_USE bool queue_claim(const struct queue *queue, const struct queued *queued, const struct token *token,
                          bool *claimed, struct error *err);
// Records what became of it. `attempted` false takes the attempt back.
MUST_USE bool queue_settle(const struct queue *queue, const struct queued *queued, enum mail_state state,
                           const char *reply, bool attempted, struct error *err);
MUST_USE bool queue_drop(const struct queue *queue, const struct queued *queued, struct error *err);

// What was not sent, by employee id; MAIL_SENDING is in doubt when nobody sends.
struct unsent {
    const char *employee_id, *email, *reply; // reply may be NULL
    enum mail_state state;
    int attempts;
};
MUST_USE bool queue_unsent(struct arena *arena, const struct queue *queue, struct unsent **unsent,
                           size_t *count, struct error *err);
