// What src/analyze costs, step by step, over every closed wave of the database that the environment names.
//   bench_analyze fill SHEETS   answer blocks of so many made-up sheets for each wave, 5 % of the answers missing
// Each of these says its seconds, its processor time (the database's not) and its peak memory as JSON:
//   bench_analyze nowhere       the blocks by COPY to nowhere
//   bench_analyze memory        histograms of blocks that are in memory already, one thread
//   bench_analyze histograms N  histograms from PostgreSQL, N connections
//   bench_analyze counting N    the same with what drivers need: pairs of questions
//   bench_analyze publish       the whole analysis
#include "analyze/analyze.h"
#include "analyze/counter.h"
#include "analyze/load.h"
#include "ballot/definition.h"
#include "db/copy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct cost {
    double seconds, processor;
};

static double clock_seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static struct cost cost_now(void)
{
    return (struct cost){clock_seconds(CLOCK_MONOTONIC), clock_seconds(CLOCK_PROCESS_CPUTIME_ID)};
}

static void cost_add(struct cost *sum, const struct cost *begin)
{
    const struct cost now = cost_now();
    sum->seconds += now.seconds - begin->seconds;
    sum->processor += now.processor - begin->processor;
}

static struct error failure;

static void must(bool good)
{
    if (good)
        return;
    fprintf(stderr, "%s\n", failure.message);
    exit(1);
}

struct bench {
    struct arena *arena;
    struct db *db;
    size_t wave_count;
    struct wave *waves;
    const struct survey *survey;
    struct organisation organisation;
    struct block_shape shape;
};

static void start(struct bench *bench, enum db_role role)
{
    static struct settings settings;
    bench->arena = arena_new();
    must(settings_load(bench->arena, NULL, &settings, &failure));
    bench->db = db_open(&settings, role, &failure);
    must(bench->db != NULL);
    must(wave_list(bench->arena, bench->db, &bench->waves, &bench->wave_count, &failure));
    if (bench->wave_count == 0)
        exit(1);
    const struct wave *wave = &bench->waves[0];
    bench->survey = definition_load_version(bench->arena, bench->db, wave->survey_id, wave->survey_version, &failure);
    must(bench->survey && wave_organisation(bench->arena, bench->db, wave->id, &bench->organisation, &failure));
    bench->shape = (struct block_shape){.columns = bench->survey->column_count};
}

// ---- made-up sheets ---------------------------------------------------------------------------------------------

static uint64_t random_next(uint64_t *state) // xorshift64*
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 2685821657736338717u;
}

static void fill_sheet(const struct bench *bench, uint64_t *state, struct sheet *sheet)
{
    sheet->department = (uint16_t)(random_next(state) % bench->organisation.count);
    for (size_t i = 0; i < bench->survey->question_count; i++) {
        const struct question *question = &bench->survey->questions[i];
        uint64_t bits = random_next(state) >> 32;
        unsigned char value = (unsigned char)(bits % (uint64_t)scale_points(question->scale));
        sheet->answers[question->column] = bits >> 8 & 31 ? value : ANSWER_NONE;
        if ((bits >> 16) % 50 == 0)
            sheet->answers[question->column] = ANSWER_NONE; // 1 in 32 and 1 in 50: 5 %
    }
}

static void fill_wave(struct bench *bench, const struct wave *wave, size_t total)
{
    AUTO(buffer) struct buffer payload = {0};
    struct sheet *sheets = ARENA_ARRAY(bench->arena, BLOCK_SHEETS, struct sheet);
    for (size_t i = 0; i < BLOCK_SHEETS; i++)
        sheets[i].answers = ARENA_ARRAY(bench->arena, bench->shape.columns, unsigned char);
    uint64_t state = (uint64_t)wave->id * 88172645463325252u;
    for (int block = 0; total > 0; block++) {
        size_t count = total < BLOCK_SHEETS ? total : BLOCK_SHEETS;
        for (size_t i = 0; i < count; i++)
            fill_sheet(bench, &state, &sheets[i]);
        block_pack(&bench->shape, sheets, count, &payload);
        must(db_run(bench->db, QUERY_BALLOT_BLOCK_ADD,
                    DB_VALUES(db_int(wave->id), db_int(block), db_int((int64_t)count), db_bytes(payload.bytes, payload.size)),
                    NULL, &failure));
        total -= count;
    }
}

static void fill(size_t sheets)
{
    struct bench bench;
    start(&bench, DB_OWNER);
    must(db_begin(bench.db, &failure));
    for (size_t i = 0; i < bench.wave_count; i++)
        fill_wave(&bench, &bench.waves[i], sheets);
    must(db_commit(bench.db, &failure));
}

// ---- the steps --------------------------------------------------------------------------------------------------

struct kept {
    struct kept *next;
    size_t sheets, size;
    unsigned char payload[];
};

// Receives all blocks of a wave; keeps them when `list` is given.
static void receive(struct bench *bench, const struct wave *wave, struct kept **list)
{
    struct copy_out copy;
    must(scan_set(bench->db, wave->id, scan_everything, &failure));
    must(copy_out_start(&copy, bench->db, QUERY_ANALYZE_BLOCK_COPY, &failure));
    int state;
    while ((state = copy_out_next(&copy, &failure)) == 1) {
        int32_t size, sheets = copy_out_int4(&copy);
        const unsigned char *payload = copy_out_field(&copy, &size);
        if (!list)
            continue;
        struct kept *kept = arena_alloc(bench->arena, sizeof *kept + (size_t)size);
        *kept = (struct kept){.next = *list, .sheets = (size_t)sheets, .size = (size_t)size};
        memcpy(kept->payload, payload, (size_t)size);
        *list = kept;
    }
    must(state == 0);
    copy_out_close(&copy);
}

static void count_kept(const struct bench *bench, const struct wave *wave, const struct kept *list)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct counted counted;
    struct counter *counter = counter_new(arena, bench->survey, wave, bench->organisation.count, &bench->shape, NULL);
    for (; list; list = list->next)
        must(counter_add(counter, list->sheets, list->payload, list->size, &failure));
    must(counter_finish(counter, &counted, &failure));
}

// The survey as if no question had a driver: only histograms are counted.
static const struct survey *without_drivers(struct bench *bench)
{
    struct survey *plain = ARENA_NEW(bench->arena, struct survey);
    *plain = *bench->survey;
    plain->questions = ARENA_ARRAY(bench->arena, plain->question_count, struct question);
    for (size_t i = 0; i < plain->question_count; i++) {
        plain->questions[i] = bench->survey->questions[i];
        plain->questions[i].driver = NULL;
    }
    return plain;
}

static void run_nowhere(struct bench *bench, int threads, struct cost *cost)
{
    (void)threads;
    const struct cost begin = cost_now();
    for (size_t i = 0; i < bench->wave_count; i++)
        receive(bench, &bench->waves[i], NULL);
    cost_add(cost, &begin);
}

static void run_memory(struct bench *bench, int threads, struct cost *cost)
{
    (void)threads;
    bench->survey = without_drivers(bench);
    for (size_t i = 0; i < bench->wave_count; i++) {
        struct kept *list = NULL;
        receive(bench, &bench->waves[i], &list);
        const struct cost begin = cost_now();
        count_kept(bench, &bench->waves[i], list);
        cost_add(cost, &begin);
    }
}

static void run_counting(struct bench *bench, int threads, struct cost *cost)
{
    const struct cost begin = cost_now();
    for (size_t i = 0; i < bench->wave_count; i++) {
        AUTO(arena) struct arena *arena = arena_new();
        struct loaded loaded;
        const struct load_options options = {.threads = threads};
        must(load_cells(arena, bench->db, &bench->waves[i], bench->survey, &bench->organisation, &options, &loaded, &failure));
        must(loaded.fresh || !snprintf(failure.message, sizeof failure.message, "the waves are analyzed already"));
    }
    cost_add(cost, &begin);
}

static void run_histograms(struct bench *bench, int threads, struct cost *cost)
{
    bench->survey = without_drivers(bench);
    run_counting(bench, threads, cost);
}

static void run_publish(struct bench *bench, int threads, struct cost *cost)
{
    const struct load_options options = {.threads = threads};
    must(db_commit(bench->db, &failure)); // each wave has a transaction of its own
    const struct cost begin = cost_now();
    for (size_t i = 0; i < bench->wave_count; i++) {
        AUTO(arena) struct arena *arena = arena_new();
        struct analysis analysis;
        must(analyze_wave(arena, bench->db, &bench->waves[i], &options, &analysis, &failure));
    }
    cost_add(cost, &begin);
}

static const struct {
    const char *name;
    void (*run)(struct bench *bench, int threads, struct cost *cost);
} steps[] = {
    {"nowhere", run_nowhere},       {"memory", run_memory},   {"histograms", run_histograms},
    {"counting", run_counting}, {"publish", run_publish},
};

// Kilobytes. Not getrusage's: that one begins with what the process had before it became this program.
static long peak_memory(void)
{
    char line[256];
    long peak = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, "VmHWM:", 6) == 0)
            peak = strtol(line + 6, NULL, 10);
    if (status)
        fclose(status);
    return peak;
}

static int measure(const char *name, int threads)
{
    for (size_t i = 0; i < LENGTH(steps); i++) {
        if (strcmp(steps[i].name, name) != 0)
            continue;
        struct bench bench;
        struct cost cost = {0};
        start(&bench, DB_ANALYZE);
        must(db_begin(bench.db, &failure));
        steps[i].run(&bench, threads, &cost);
        printf("{\"seconds\": %f, \"processor\": %f, \"peak\": %ld}\n", cost.seconds, cost.processor, peak_memory());
        return 0;
    }
    return 2;
}

int main(int count, char **arguments)
{
    if (count == 3 && strcmp(arguments[1], "fill") == 0) {
        fill(strtoul(arguments[2], NULL, 10));
        return 0;
    }
    return count == 2 || count == 3 ? measure(arguments[1], count == 3 ? atoi(arguments[2]) : 0) : 2;
}
