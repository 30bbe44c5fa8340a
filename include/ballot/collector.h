// Group commit: requests of many threads wait in a bounded queue; one writer takes all that wait, looks their tokens up in one query, checks and
// seals the ballots, stores them in one transaction and answers each only when that is durable (PERFORMANCE.md, "Collecting").
//
// A lost connection is opened again and the same sealed ballots are stored again, which by their tags cannot double
// them. When the database stays away, or its schema has become another program's, everything that waits is answered with ERROR_UNAVAILABLE: not stored.
#pragma once

#include "ballot/answers.h"
#include "ballot/book.h"
#include "base/settings.h"

struct collector;

enum collect_kind {
    COLLECT_PING, // is the database there?
    COLLECT_LOOK, // which wave does the token lead to?
    COLLECT_STORE, // check the answers and store the ballot
    COLLECT_RECEIPT, // was the ballot with `receipt` counted?
    COLLECT_REMINDERS, // does the person with `choice_token` want reminders, or not any more, or again?
};
enum collect_choice { COLLECT_CHOICE_ASK, COLLECT_CHOICE_OFF, COLLECT_CHOICE_ON };

// Why a token leads nowhere any more.
enum collect_gone { COLLECT_GONE_CLOSED, COLLECT_GONE_WITHDRAWN, COLLECT_GONE_FULL };

// What became of a job: ERROR_NONE; ERROR_NOT_FOUND (unknown token), ERROR_EARLY (see `opens`), ERROR_GONE (see `gone`), ERROR_INVALID
// (faults), ERROR_LIMIT (too many ballots through open links from one place, ballot/crowd.h), ERROR_UNAVAILABLE, ERROR_INTERNAL.
struct collect_job {
    enum collect_kind kind;
    struct arena *arena; // its own: the job lives in it, and so does what its inputs point to
    unsigned char token[TOKEN_HASH_SIZE];
    // For a token that turns out to be an open link's: the number of this submission, so that a retry does not double it (NULL: a new
    // one), and where it comes from.
    const struct token *submission;
    uint64_t place;
    const struct answer_input *inputs; // COLLECT_STORE
    size_t input_count;
    enum collect_choice choice; // COLLECT_REMINDERS
    struct token choice_token;
    // Called once from the writer's thread when the results are there; the job is the caller's again.
    void (*done)(struct collect_job *job);
    void *context;

    struct error err;
    const char *opens; // ERROR_EARLY: the day on which the wave opens (YYYY-MM-DD) …
    int64_t wait;      // … and seconds until then
    enum collect_gone gone;
    bool open_link; // the token is an open link's: anybody may have it
    const struct wave_book *book;   // wherever the token leads to an open wave; lives as long as the collector
    uint16_t department;            // with it: the number in the wave's snapshot
    const struct answer_faults *faults; // ERROR_INVALID
    bool replaced;
    bool counted;                    // COLLECT_RECEIPT
    bool wanted;                     // COLLECT_REMINDERS: what holds now
    char receipt[RECEIPT_CODE_SIZE]; // of the ballot stored, or to look for

    struct collect_private *private; // the collector's own
};

// An empty job in an arena of its own.
struct collect_job *collect_job_new(enum collect_kind kind);
void collect_job_free(struct collect_job *job); // NULL is fine

// Connects and starts the writer. At most `limit` jobs wait. NULL when the database is away or its schema is not this
// program's.
MUST_USE struct collector *collector_start(const struct settings *settings, size_t limit, struct error *err);
// Answers all that waits and ends the writer; collector_add then refuses. Free it when nobody can call it any more.
void collector_stop(struct collector *collector);
void collector_free(struct collector *collector);

// Hands a job over. False when the queue is full or the collector stops; the job stays the caller's.
MUST_USE bool collector_add(struct collector *collector, struct collect_job *job);
// Gives a job up that takes too long: true when it will not be answered any more and belongs to the collector (its
// ballot may still be stored when the writer works on it, not while it waits); false when its answer is on the way.
bool collector_cancel(struct collector *collector, struct collect_job *job);
