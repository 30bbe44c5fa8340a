// What the collector's writer does with the jobs it took from the queue.
#pragma once

#include "ballot/box.h"
#include "ballot/collector.h"
#include "ballot/crowd.h"

// The collector's part of a job.
struct collect_private {
    struct collect_job *next;
    enum { JOB_IDLE, JOB_WAITING, JOB_TAKEN, JOB_CANCELLED, JOB_ANSWERED } state; // under the collector's mutex
    struct box_token token;
    struct box_ballot ballot;
    bool sealed;   // the ballot is ready: a second attempt stores the same bytes
    bool settled;  // the result is known
    bool admitted; // through an open link: counted where it comes from
    bool deferred; // another ballot of the same invitation goes first
};

// An open wave with its seal, which stays for the batches of a rush and costs as much as ten ballots.
struct open_wave {
    struct open_wave *next;
    struct wave_book *book;
    struct seal_tags tags;
    struct sealer sealer;
    bool sealing;
};

struct batch {
    struct db *db;
    struct arena *arena;       // of this attempt
    struct arena *wave_arena;  // of the collector: waves stay
    struct open_wave **waves;
    struct crowd *crowd;
    bool *first; // the connection has waited for those before it (box_wait_for_earlier)
    int64_t now; // milliseconds, for the crowd
    struct collect_job **jobs;
    size_t count;
    struct answer_faults faults; // of the ballot just looked at
};

// Works all jobs of the batch that are not settled or deferred. False when the database failed in a way that a new connection may
// mend; then nothing more is settled, and the batch can be tried again.
MUST_USE bool batch_work(struct batch *batch, struct error *err);
// Forgets the shared keys with which ballots are sealed at the moment.
void batch_forget_seals(struct open_wave *waves);
