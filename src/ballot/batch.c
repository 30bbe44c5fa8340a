#include "batch.h"
#include "ballot/link_box.h"
#include "ballot/receipt.h"
#include "ballot/reminders.h"

#include <string.h>

enum { SEALER_LIMIT = 1000 }; // ballots with one ephemeral key

static void settle(struct collect_job *job)
{
    job->private->settled = true;
}

static void settle_with(struct collect_job *job, const struct error *err)
{
    job->err = *err;
    settle(job);
}

static bool is_waiting(const struct collect_job *job)
{
    return !job->private->settled && !job->private->deferred;
}

// Tokens that nobody was invited with: open links', or unknown.
static bool look_up_links(struct batch *batch, struct box_token *const *tokens, size_t count, struct error *err)
{
    struct box_token **others = ARENA_ARRAY(batch->arena, count, struct box_token *);
    size_t left = 0;
    for (size_t i = 0; i < count; i++)
        if (!tokens[i]->known)
            others[left++] = tokens[i];
    return left == 0 || link_box_find(batch->arena, batch->db, others, left, err);
}

static bool look_up(struct batch *batch, struct error *err)
{
    struct box_token **tokens = ARENA_ARRAY(batch->arena, batch->count, struct box_token *);
    size_t count = 0;
    for (size_t i = 0; i < batch->count; i++) {
        struct collect_job *job = batch->jobs[i];
        if (is_waiting(job) && (job->kind == COLLECT_LOOK || job->kind == COLLECT_STORE)) {
            memcpy(job->private->token.hash, job->token, TOKEN_HASH_SIZE);
            tokens[count++] = &job->private->token;
        }
    }
    return box_find(batch->arena, batch->db, tokens, count, err) && look_up_links(batch, tokens, count, err) &&
           box_find_former(batch->arena, batch->db, tokens, count, err);
}

// An open link may have added a department to the wave since it was read: then it is read again, and who has the old one keeps it.
static struct open_wave *find_wave(struct batch *batch, const char *key, size_t department, struct error *err)
{
    for (struct open_wave *wave = *batch->waves; wave; wave = wave->next)
        if (strcmp(wave->book->wave.key, key) == 0 && department < wave->book->organisation.count)
            return wave;
    struct wave_book *book = wave_book_load(batch->wave_arena, batch->db, key, err);
    if (!book)
        return NULL;
    struct open_wave *wave = ARENA_NEW(batch->wave_arena, struct open_wave);
    *wave = (struct open_wave){.next = *batch->waves, .book = book};
    seal_tags_start(&wave->tags, book->tag_key);
    *batch->waves = wave;
    return wave;
}

static void forget_seal(struct open_wave *wave)
{
    sealer_end(&wave->sealer);
    wave->sealing = false;
}

static bool seal(struct collect_job *job, struct open_wave *wave, struct ballot *ballot)
{
    struct box_ballot *sealed = &job->private->ballot;
    const struct box_token *token = &job->private->token;
    if (wave->sealing && wave->sealer.sealed >= SEALER_LIMIT)
        forget_seal(wave);
    if (!wave->sealing && !sealer_start(&wave->sealer, wave->book->wave.public_key, wave->book->room))
        return FAIL(&job->err, ERROR_INTERNAL, "the public key of wave %s is damaged", wave->book->wave.key);
    wave->sealing = true;
    ballot->sheet.department = token->department;
    ballot->segment_count = wave->book->segment_count;
    memcpy(ballot->sheet.segments, token->segments, sizeof ballot->sheet.segments);

    AUTO(buffer) struct buffer bytes = {0};
    ballot_write(ballot, &bytes);
    sealed->wave_id = wave->book->wave.id;
    sealed->link = token->link.number;
    seal_tag_next(&wave->tags, token->invitation, sealed->tag);
    sealer_seal(&wave->sealer, bytes.bytes, bytes.size, &sealed->sealed);
    receipt_make(sealed->sealed.bytes, sealed->sealed.size, sealed->receipt);
    receipt_code(sealed->receipt, job->receipt);
    job->private->sealed = true;
    return true;
}

// The submission stands in for the invitation. False when too many come from one place.
static bool admit_visitor(struct batch *batch, struct collect_job *job)
{
    struct box_token *token = &job->private->token;
    const struct token fresh = token_make();
    link_box_invitation(token->hash, job->submission ? job->submission : &fresh, token->invitation);
    job->private->admitted = job->private->admitted || crowd_admit(batch->crowd, job->place, batch->now);
    return job->private->admitted || FAIL(&job->err, ERROR_LIMIT, "too many ballots from one place");
}

// Few ballots have faults, so only theirs are kept.
static void keep_faults(struct collect_job *job, const struct answer_faults *faults)
{
    struct answer_faults *kept = ARENA_NEW(job->arena, struct answer_faults);
    *kept = *faults;
    job->faults = kept;
    (void)FAIL(&job->err, ERROR_INVALID, "%zu answers are wrong", kept->count);
}

static void prepare_ballot(struct batch *batch, struct collect_job *job, struct open_wave *wave)
{
    struct ballot ballot = {0};
    if (job->private->sealed)
        return;
    if (!answers_check(job->arena, &wave->book->wave, wave->book->survey, job->inputs, job->input_count, &ballot,
                       &batch->faults)) {
        keep_faults(job, &batch->faults);
        settle(job);
    } else if ((job->open_link && !admit_visitor(batch, job)) || !seal(job, wave, &ballot)) {
        settle(job);
    }
}

static bool look_for_receipt(struct batch *batch, struct collect_job *job, struct error *err)
{
    struct receipt_state state = {0};
    bool found = receipt_find(batch->arena, batch->db, job->receipt, &state, err);
    if (!found && err->kind == ERROR_UNAVAILABLE)
        return false;
    job->counted = state.counted;
    if (found)
        settle(job);
    else
        settle_with(job, err);
    return true;
}

static bool choose_reminders(struct batch *batch, struct collect_job *job, struct error *err)
{
    job->wanted = job->choice == COLLECT_CHOICE_ON;
    bool done = job->choice == COLLECT_CHOICE_ASK ? reminders_find(batch->db, &job->choice_token, &job->wanted, err)
                                                  : reminders_set(batch->db, &job->choice_token, job->wanted, err);
    if (!done && err->kind == ERROR_UNAVAILABLE)
        return false;
    if (done)
        settle(job);
    else
        settle_with(job, err);
    return true;
}

static bool gone(struct collect_job *job, enum collect_gone why)
{
    static const char *const words[] = {[COLLECT_GONE_CLOSED] = "the wave is closed",
                                        [COLLECT_GONE_WITHDRAWN] = "the open link was withdrawn",
                                        [COLLECT_GONE_FULL] = "the open link takes no further ballots"};
    job->gone = why;
    (void)FAIL(&job->err, ERROR_GONE, "%s", words[why]);
    return true;
}

static bool early(struct collect_job *job)
{
    const struct box_token *token = &job->private->token;
    job->opens = arena_text(job->arena, token->opens);
    job->wait = token->wait;
    (void)FAIL(&job->err, ERROR_EARLY, "the wave opens on %s", job->opens);
    return true;
}

// A full link still lets those in who have a ballot in the box: storing will tell.
static bool leads_nowhere(struct collect_job *job)
{
    const struct box_token *token = &job->private->token;
    if (!token->known)
        return !FAIL(&job->err, ERROR_NOT_FOUND, "unknown token");
    if (token->opens && !token->link.withdrawn)
        return early(job);
    if (!token->open)
        return gone(job, token->link.withdrawn ? COLLECT_GONE_WITHDRAWN : COLLECT_GONE_CLOSED);
    return token->link.full && !job->submission && gone(job, COLLECT_GONE_FULL);
}

// From the token to a finished look or a sealed ballot. False when the database failed.
static bool prepare(struct batch *batch, struct collect_job *job, struct error *err)
{
    const struct box_token *token = &job->private->token;
    if (job->kind == COLLECT_PING) {
        settle(job);
        return true;
    }
    if (job->kind == COLLECT_RECEIPT)
        return look_for_receipt(batch, job, err);
    if (job->kind == COLLECT_REMINDERS)
        return choose_reminders(batch, job, err);
    job->open_link = token->link.number > 0;
    if (leads_nowhere(job)) {
        settle(job);
        return true;
    }
    struct open_wave *wave = find_wave(batch, token->wave_key, token->department, err);
    if (!wave && err->kind == ERROR_UNAVAILABLE)
        return false;
    if (!wave) {
        settle_with(job, err);
        return true;
    }
    job->book = wave->book;
    job->department = token->department;
    if (job->kind == COLLECT_LOOK)
        settle(job);
    else
        prepare_ballot(batch, job, wave);
    return true;
}

// A double click: both are stored, one after the other, so the later one of a batch waits for the next.
static size_t choose_ballots(struct batch *batch, struct collect_job **chosen)
{
    size_t count = 0;
    for (size_t i = 0; i < batch->count; i++) {
        struct collect_job *job = batch->jobs[i];
        if (!is_waiting(job) || job->kind != COLLECT_STORE)
            continue;
        bool twice = false;
        for (size_t j = 0; j < count && !twice; j++)
            twice = memcmp(chosen[j]->private->ballot.tag, job->private->ballot.tag, SEAL_TAG_SIZE) == 0;
        job->private->deferred = twice;
        if (!twice)
            chosen[count++] = job;
    }
    return count;
}

static void settle_stored(struct collect_job *job)
{
    switch (job->private->ballot.result) {
    case BOX_CLOSED:
        (void)gone(job, COLLECT_GONE_CLOSED);
        break;
    case BOX_WITHDRAWN:
        (void)gone(job, COLLECT_GONE_WITHDRAWN);
        break;
    case BOX_FULL:
        (void)gone(job, COLLECT_GONE_FULL);
        break;
    case BOX_CLOSING:
        (void)FAIL(&job->err, ERROR_UNAVAILABLE, "the wave is being closed");
        break;
    case BOX_STORED:
    case BOX_REPLACED:
        job->replaced = job->private->ballot.result == BOX_REPLACED;
        break;
    }
    settle(job);
}

static bool put(struct batch *batch, struct collect_job *const *jobs, size_t count, struct error *err)
{
    struct box_ballot **ballots = ARENA_ARRAY(batch->arena, count, struct box_ballot *);
    for (size_t i = 0; i < count; i++)
        ballots[i] = &jobs[i]->private->ballot;
    if (!box_put(batch->arena, batch->db, ballots, count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        settle_stored(jobs[i]);
    return true;
}

// One bad row must not take its neighbours along.
static bool put_one_by_one(struct batch *batch, struct collect_job *const *jobs, size_t count, struct error *err)
{
    for (size_t i = 0; i < count; i++)
        if (!put(batch, &jobs[i], 1, err)) {
            if (!db_alive(batch->db))
                return false;
            settle_with(jobs[i], err);
        }
    return true;
}

// Whether nothing that an earlier connection sent can come after what this one stores.
static bool is_first(struct batch *batch, struct error *err)
{
    *batch->first = *batch->first || box_wait_for_earlier(batch->db, err);
    if (!*batch->first)
        err->kind = ERROR_UNAVAILABLE;
    return *batch->first;
}

bool batch_work(struct batch *batch, struct error *err)
{
    struct collect_job **chosen = ARENA_ARRAY(batch->arena, batch->count, struct collect_job *);
    if (!look_up(batch, err))
        return false;
    for (size_t i = 0; i < batch->count; i++)
        if (is_waiting(batch->jobs[i]) && !prepare(batch, batch->jobs[i], err))
            return false;
    size_t count = choose_ballots(batch, chosen);
    if (count == 0)
        return true;
    if (!is_first(batch, err))
        return false;
    if (put(batch, chosen, count, err))
        return true;
    return db_alive(batch->db) && put_one_by_one(batch, chosen, count, err);
}

void batch_forget_seals(struct open_wave *waves)
{
    for (struct open_wave *wave = waves; wave; wave = wave->next)
        if (wave->sealing)
            forget_seal(wave);
}
