// Sends a wave's invitations or reminders, each at most once whatever happens in between. A message is recorded as being sent in a
// transaction of its own before the mail server hears of it, and its outcome with the next one's record; so a sender that is killed
// leaves at most one message in doubt. Never twice is worth more than never missing: a message in doubt is not sent again
// until somebody asks for it.
//
// A refusal for good (5xx to the recipient or the message) is a bounce; what the server puts off (4xx) waits for the next run and fails after
// MAILING_ATTEMPTS of them. A server that cannot be reached ends the run: nothing is lost, all that was not sent waits.
#pragma once

#include "base/progress.h"
#include "mail/queue.h"

enum {
    MAILING_ATTEMPTS = 5,
    MAILING_REFUSALS = 20 /* one after the other end a run: it is not about the recipients */
};

struct mailing_plan {
    const struct settings *settings;
    const char *wave_key;
    enum mail_kind kind;
    const char *again;               // states to send once more, see queue_fill; NULL: none
    const struct progress *progress; // may be NULL
};

struct mailing {
    uint64_t sent;     // in this run
    uint64_t answered; // reminders that were not needed any more: answered …
    uint64_t declined; // … or switched off meanwhile
    size_t unsent_count;
    struct unsent *unsent; // of all runs
};

// True when every message has an outcome. False with `mailing` filled as far as it is known when the run was ended early
// (ERROR_UNAVAILABLE: the mail server or the database; ERROR_GONE: the wave closed meanwhile) or did not begin.
MUST_USE bool mailing_run(struct arena *arena, const struct mailing_plan *plan, struct mailing *mailing,
                          struct error *err);
