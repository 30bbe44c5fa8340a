#include "ballot/closing.h"
#include "ballot/key_file.h"
#include "ballot/opening.h"
#include "commands.h"
#include "print_json.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>

static void print_segments(const struct wave_frozen *frozen)
{
    for (size_t i = 0; i < frozen->segment_count; i++)
        printf("%s %s (%zu)", i ? "," : "  segments   ", frozen->segments[i].name, frozen->segments[i].category_count);
    if (frozen->segment_count)
        putchar('\n');
}

static void print_asked(const struct wave_frozen *frozen)
{
    const struct survey *survey = frozen->survey;
    if (frozen->wave.asked_count == 0) {
        printf("  questions   all %zu\n", survey->question_count);
        return;
    }
    printf("  questions   %zu of %zu:", frozen->wave.asked_count, survey->question_count);
    for (size_t i = 0; i < frozen->wave.asked_count; i++)
        printf(" %s", survey->questions[frozen->wave.asked[i]].id);
    putchar('\n');
}

static void print_rake(const struct wave_frozen *frozen)
{
    if (!frozen->wave.raked)
        return;
    fputs("  weighted    to the people invited, by department", stdout);
    for (size_t i = 0; i < frozen->wave.rake_count; i++)
        printf(", %s", frozen->segments[frozen->wave.rake[i]].name);
    puts("; nothing is published without these weights");
}

static void print_standing(const struct wave *wave)
{
    if (wave->pending)
        printf("wave %s opens on %s; until then nobody can answer, and links, cards and codes can be handed out\n", wave->key,
               wave->first_day);
    else
        printf("wave %s is open\n", wave->key);
}

bool command_wave_open(struct cli *cli, struct error *err)
{
    long k;
    const char *own = cli_option(cli, "--key-out");
    struct wave_plan plan = {
        .key = cli->arguments[0],
        .survey = cli_option(cli, "--survey"),
        .rake = cli_option(cli, "--rake"),
        .opens = cli_option(cli, "--opens"),
        .closes = cli_option(cli, "--closes"),
        .time_zone = cli->settings.time_zone,
        .key_file = own ? own : key_file_path(cli->arena, cli->settings.data_directory, cli->arguments[0]),
    };
    if (!plan.survey)
        return FAIL(err, ERROR_USAGE, "missing: --survey ID[@VERSION]");
    if (!cli_number(cli, "--k", WAVE_K_MINIMUM, WAVE_K_LIMIT, WAVE_K_STANDARD, &k, err))
        return false;
    plan.k = (int)k;
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    struct wave_frozen frozen;
    if (!db || !wave_open(cli->arena, db, &plan, &frozen, err))
        return false;
    print_standing(&frozen.wave);
    printf("  survey      %s version %d\n", frozen.survey->id, frozen.survey->version);
    print_asked(&frozen);
    printf("  people      %" PRId64 " in %zu departments\n", frozen.invited, frozen.organisation.count);
    print_segments(&frozen);
    printf("  k           %d: no figure from fewer people is shown\n", frozen.wave.k);
    print_rake(&frozen);
    if (frozen.wave.last_day)
        printf("  until       %s\n", frozen.wave.last_day);
    printf("  private key %s (nothing can open the ballots without it)\n", plan.key_file);
    return true;
}

bool command_wave_close(struct cli *cli, struct error *err)
{
    long leave_out;
    const char *key = cli->arguments[0], *own = cli_option(cli, "--key");
    const char *key_file = own ? own : key_file_path(cli->arena, cli->settings.data_directory, key);
    if (!cli_number(cli, "--leave-out", 0, INT_MAX, 0, &leave_out, err))
        return false;
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    struct progress progress = cli_progress("opening ballots");
    struct wave_closed closed;
    if (!db || !wave_close(cli->arena, db, key, key_file, (uint64_t)leave_out, &progress, &closed, err))
        return false;
    cli_progress_end();
    if (closed.already) {
        printf("wave %s was closed on %.10s; its private key is destroyed now\n", key, closed.wave.closed);
        return true;
    }
    printf("wave %s is closed: %" PRIu64 " answer sheets, %" PRIu64 " comments", key, closed.sheets, closed.comments);
    if (closed.left_out)
        printf(", %" PRIu64 " that could not be opened left out", closed.left_out);
    puts("\nThe box is empty and the wave's keys are destroyed: nobody can link an answer to a person any more.");
    return true;
}

static json_t *time_json(const char *time)
{
    return time ? json_string(time) : json_null();
}

static json_t *count_json(int64_t count)
{
    return count < 0 ? json_null() : json_integer(count);
}

static bool print_json(const struct wave *waves, const struct wave_count *counts, size_t count, struct error *err)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++) {
        const struct wave *wave = &waves[i];
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:i, s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I}", "key", wave->key, "state",
                            wave_standing(wave), "survey", wave->survey_id, "survey_version", wave->survey_version,
                            "k", wave->k, "opened", time_json(wave->opened), "closes", time_json(wave->closes), "closed",
                            time_json(wave->closed), "published", time_json(wave->published), "invited",
                            count_json(counts[i].invited), "responded", count_json(counts[i].responded),
                            "counted", time_json(counts[i].counted), "open_links", (json_int_t)counts[i].links));
    }
    return cli_print_json(list, err);
}

static const char *count_text(struct arena *arena, int64_t count)
{
    return count < 0 ? "?" : arena_format(arena, "%" PRId64, count);
}

// Who responded, and when that was counted while the wave is open.
static const char *responded_text(struct arena *arena, const struct wave *wave, const struct wave_count *count)
{
    if (wave->pending)
        return arena_format(arena, "%s invited", count_text(arena, count->invited));
    const char *text = arena_format(arena, "%s of %s responded", count_text(arena, count->responded), count_text(arena, count->invited));
    if (wave->state != WAVE_OPEN)
        return text;
    return count->counted ? arena_format(arena, "%s until %s", text, count->counted)
                          : arena_format(arena, "%s, not counted yet", text);
}

bool command_wave_list(struct cli *cli, struct error *err)
{
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    struct wave *waves;
    struct wave_count *counts;
    size_t count, counted;
    // One snapshot for both, so that they speak of the same waves.
    if (!db || !db_run(db, QUERY_DB_BEGIN_SNAPSHOT, DB_NO_VALUES, NULL, err) ||
        !wave_list(cli->arena, db, &waves, &count, err) || !wave_counts(cli->arena, db, &counts, &counted, err) ||
        !db_commit(db, err))
        return false;
    if (cli_flag(cli, "--json"))
        return print_json(waves, counts, count, err);
    for (size_t i = 0; i < count; i++)
        printf("%-20s %-9s %s@%d  %s %s  %s%s%s%.10s\n", waves[i].key, wave_standing(&waves[i]), waves[i].survey_id,
               waves[i].survey_version, waves[i].pending ? "opens" : "opened", waves[i].first_day,
               responded_text(cli->arena, &waves[i], &counts[i]), counts[i].links ? ", open link" : "",
               waves[i].closed ? "  closed " : waves[i].last_day ? "  closes " : "",
               waves[i].closed ? waves[i].closed : waves[i].last_day ? waves[i].last_day : "");
    return true;
}
