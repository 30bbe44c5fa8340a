#include "analyze/scan.h"
#include "db/copy.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

// A connection costs as much as reading 400,000 sheets, and each thread keeps sums of its own.
enum { BLOCKS_A_THREAD = 100, BYTES_LIMIT = 256 * 1024 * 1024 };

// Reads one share. The first reader is the caller itself, with the caller's connection.
struct reader {
    const struct scan_plan *plan;
    struct scan_share share;
    struct arena *arena;
    struct db *db;
    struct counter *counter;
    _Atomic uint64_t *done; // sheets of all readers
    uint64_t total;
    const struct progress *progress; // only the caller's thread reports
    pthread_t thread;
    bool started, good;
    struct error err;
};

bool scan_set(struct db *db, int wave_id, struct scan_share share, struct error *err)
{
    return db_run(db, QUERY_ANALYZE_SHARE_SET, DB_VALUES(db_int(wave_id), db_int(share.share), db_int(share.shares)),
                  NULL, err);
}

static bool read_row(struct reader *reader, struct copy_out *copy)
{
    int32_t size, sheets = copy_out_int4(copy);
    const unsigned char *payload = copy_out_field(copy, &size);
    if (sheets < 1 || !payload)
        return FAIL(&reader->err, ERROR_INTERNAL, "an answer block without content");
    if (!counter_add(reader->counter, (size_t)sheets, payload, (size_t)size, &reader->err))
        return false;
    uint64_t done = atomic_fetch_add(reader->done, (uint64_t)sheets) + (uint64_t)sheets;
    progress_step(reader->progress, done, reader->total);
    return true;
}

static bool read_share(struct reader *reader)
{
    struct copy_out copy;
    if (!scan_set(reader->db, reader->plan->counting.wave->id, reader->share, &reader->err) ||
        !copy_out_start(&copy, reader->db, QUERY_ANALYZE_BLOCK_COPY, &reader->err))
        return false;
    int state;
    while ((state = copy_out_next(&copy, &reader->err)) == 1 && read_row(reader, &copy))
        ;
    copy_out_close(&copy);
    return state == 0;
}

static void *run_reader(void *context)
{
    struct reader *reader = context;
    reader->good = db_begin(reader->db, &reader->err) && read_share(reader);
    return NULL;
}

// Blocks are numbered from 0, so share s of n, divided once more by t, is share s + n·i of n·t.
static struct scan_share part_of(struct scan_share share, int part, int parts)
{
    return (struct scan_share){share.share + share.shares * part, share.shares * parts};
}

static void start_reader(struct reader *reader, const struct reader *own)
{
    *reader = *own;
    reader->progress = NULL;
    reader->arena = arena_new();
    reader->counter = counter_like(reader->arena, own->counter);
    reader->db = db_open_again(own->db, &reader->err);
    reader->started = reader->db && pthread_create(&reader->thread, NULL, run_reader, reader) == 0;
}

// What a reader could not do is read again here: a connection may be refused, or wait for what this one holds.
static bool end_reader(struct reader *reader, struct reader *own, bool good)
{
    if (reader->started)
        pthread_join(reader->thread, NULL);
    if (reader->good)
        counter_merge(own->counter, reader->counter);
    db_close(reader->db);
    arena_free(reader->arena);
    own->share = reader->share;
    return good && (reader->good || read_share(own));
}

static size_t counter_bytes(const struct counter *counter)
{
    struct sums sums[SUMS_LIMIT];
    size_t bytes = 0;
    for (size_t i = 0, count = counter_sums(counter, sums); i < count; i++)
        bytes += sums_bytes(&sums[i]);
    return bytes;
}

static int thread_count(const struct scan_plan *plan, const struct counter *counter, uint64_t blocks)
{
    if (plan->threads > 0)
        return plan->threads;
    const size_t processors = (size_t)sysconf(_SC_NPROCESSORS_ONLN);
    const size_t memory = BYTES_LIMIT / (counter_bytes(counter) + 1), work = blocks / BLOCKS_A_THREAD;
    size_t threads = SCAN_THREAD_LIMIT;
    threads = processors < threads ? processors : threads;
    threads = memory < threads ? memory : threads;
    threads = work < threads ? work : threads;
    return threads < 1 ? 1 : (int)threads;
}

static bool read_all(struct reader *own, int threads)
{
    struct reader readers[SCAN_THREAD_LIMIT];
    const struct scan_share share = own->share;
    for (int i = 1; i < threads; i++) {
        own->share = part_of(share, i, threads);
        start_reader(&readers[i], own);
    }
    own->share = part_of(share, 0, threads);
    bool good = read_share(own);
    for (int i = 1; i < threads; i++)
        good = end_reader(&readers[i], own, good);
    return good;
}

static bool share_total(struct db *db, const struct scan_plan *plan, uint64_t *sheets, uint64_t *blocks,
                        struct error *err)
{
    AUTO(pg_result)
    PGresult *rows = db_query(
        db, QUERY_ANALYZE_BLOCK_TOTAL,
        DB_VALUES(db_int(plan->counting.wave->id), db_int(plan->share.share), db_int(plan->share.shares)), err);
    if (!rows)
        return false;
    *sheets = (uint64_t)result_int(rows, 0, 0);
    *blocks = (uint64_t)result_int(rows, 0, 1);
    return true;
}

struct counter *scan_counter(struct arena *arena, const struct scan_plan *plan)
{
    const struct counter_plan *counting = &plan->counting;
    return counter_new(arena, counting->survey, counting->wave, counting->departments, &counting->shape,
                       counting->raked);
}

bool scan_blocks(struct arena *arena, struct db *db, const struct scan_plan *plan,
                 const struct progress *progress, struct counter **counter, struct error *err)
{
    _Atomic uint64_t done = 0;
    uint64_t blocks;
    struct reader own = {.plan = plan, .share = plan->share, .db = db, .done = &done, .progress = progress};
    if (!share_total(db, plan, &own.total, &blocks, err))
        return false;
    own.counter = *counter = scan_counter(arena, plan);
    if (!read_all(&own, thread_count(plan, *counter, blocks))) {
        *err = own.err;
        return false;
    }
    return scan_check(db, plan, *counter, err);
}

bool scan_check(struct db *db, const struct scan_plan *plan, const struct counter *counter, struct error *err)
{
    uint64_t sheets, blocks;
    if (!share_total(db, plan, &sheets, &blocks, err))
        return false;
    return counter_sheets(counter) == sheets ||
           FAIL(err, ERROR_CONFLICT, "the answer blocks of wave %s changed while they were read", plan->counting.wave->key);
}
