#include "analyze/analyze.h"
#include "analyze_output.h"
#include "commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare_closed(const void *a, const void *b)
{
    const struct wave *left = a, *right = b;
    int order = strcmp(left->closed ? left->closed : "", right->closed ? right->closed : "");
    return order != 0 ? order : left->id - right->id;
}

static bool list_closed(struct cli *cli, struct db *db, struct wave **waves, size_t *count, struct error *err)
{
    size_t total;
    if (!wave_list(cli->arena, db, waves, &total, err))
        return false;
    *count = 0;
    for (size_t i = 0; i < total; i++)
        if ((*waves)[i].state == WAVE_CLOSED)
            (*waves)[(*count)++] = (*waves)[i];
    return true;
}

// Every wave that was named, none of them open, so that nothing is published before a wrong name is noticed.
static bool find_named(struct cli *cli, struct db *db, struct wave **waves, size_t *count, struct error *err)
{
    *count = cli->argument_count;
    *waves = ARENA_ARRAY(cli->arena, *count, struct wave);
    for (size_t i = 0; i < *count; i++) {
        struct wave *wave = &(*waves)[i];
        if (!wave_find(cli->arena, db, cli->arguments[i], wave, err))
            return false;
        if (wave->state == WAVE_OPEN) {
            (void)FAIL(err, ERROR_CONFLICT, "wave %s is still open", wave->key);
            return error_hint(err, "'echolot wave close %s' closes it.", wave->key);
        }
    }
    return true;
}

// A wave that is published already is not computed again; that is said, and is no failure.
static bool analyze_one(struct db *db, const struct wave *wave, struct load_options options, json_t *list,
                        struct error *err)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct analysis analysis = {.wave = *wave};
    struct progress progress = cli_progress(wave->key);
    options.progress = &progress;
    if (wave->state == WAVE_CLOSED && !analyze_wave(arena, db, wave, &options, &analysis, err))
        return false;
    cli_progress_end();
    if (list)
        json_array_append_new(list, analyze_json(arena, &analysis));
    else
        analyze_print(&analysis);
    return true;
}

static void print_list(struct arena *arena, json_t *list)
{
    AUTO(json) json_t *document = json_pack("{s:s, s:O}", "format", "echolot.analyze/1", "waves", list);
    puts(json_canonical(arena, document));
}

static bool parse_shard(const struct cli *cli, struct shard_of *part, struct error *err)
{
    const char *text = cli_option(cli, "--shard");
    int end = 0;
    if (!text)
        return true;
    if (sscanf(text, "%2d/%2d%n", &part->shard, &part->shards, &end) != 2 || text[end] || part->shard < 1 ||
        part->shard > part->shards || part->shards > SHARD_LIMIT)
        return FAIL(err, ERROR_USAGE, "--shard %s: expected I/N, the I-th of N shares, N at most %d", text, SHARD_LIMIT);
    if (cli->argument_count != 1 || cli_flag(cli, "--whole"))
        return FAIL(err, ERROR_USAGE, "--shard counts a share of one wave: name that wave, without --whole");
    return true;
}

static bool count_shard(struct cli *cli, struct db *db, struct shard_of part, struct load_options options,
                        struct error *err)
{
    struct wave wave;
    struct shards done;
    uint64_t sheets;
    if (!wave_find(cli->arena, db, cli->arguments[0], &wave, err))
        return false;
    struct progress progress = cli_progress(wave.key);
    options.progress = &progress;
    if (!analyze_shard(cli->arena, db, &wave, part, &options, &sheets, &done, err))
        return false;
    cli_progress_end();
    if (cli_flag(cli, "--json"))
        analyze_shard_print_json(cli->arena, &wave, part, sheets, &done);
    else
        analyze_shard_print(&wave, part, sheets, &done);
    return true;
}

static bool analyze_all(struct cli *cli, struct db *db, const struct load_options *options, struct error *err)
{
    struct wave *waves;
    size_t count;
    if (!(cli->argument_count > 0 ? find_named : list_closed)(cli, db, &waves, &count, err))
        return false;
    qsort(waves, count, sizeof *waves, compare_closed);
    AUTO(json) json_t *list = cli_flag(cli, "--json") ? json_array() : NULL;
    bool good = true;
    for (size_t i = 0; i < count && good; i++)
        good = analyze_one(db, &waves[i], *options, list, err);
    if (list)
        print_list(cli->arena, list); // also what was published before a failure
    else if (count == 0)
        puts("nothing to analyze: every closed wave is published");
    return good;
}

bool command_analyze(struct cli *cli, struct error *err)
{
    if (cli_flag(cli, "--all") && cli->argument_count > 0)
        return FAIL(err, ERROR_USAGE, "--all stands for every closed wave: name waves or give --all");
    long threads;
    struct shard_of part = {0};
    if (!cli_number(cli, "--threads", 1, SCAN_THREAD_LIMIT, 0, &threads, err) || !parse_shard(cli, &part, err))
        return false;
    const struct load_options options = {.threads = (int)threads, .whole = cli_flag(cli, "--whole")};
    AUTO(db) struct db *db = db_open(&cli->settings, DB_ANALYZE, err);
    if (!db)
        return false;
    return part.shards > 0 ? count_shard(cli, db, part, options, err) : analyze_all(cli, db, &options, err);
}
