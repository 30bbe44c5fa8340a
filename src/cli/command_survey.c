#include "ballot/definition.h"
#include "base/file.h"
#include "base/json_scan.h"
#include "commands.h"
#include "print_json.h"
#include "survey/line.h"
#include "survey/parse.h"

#include <stdio.h>
#include <string.h>

static void print_faults(const char *path, const struct fault_list *faults)
{
    for (size_t i = 0; i < faults->count; i++)
        fprintf(stderr, "%s: %s: %s\n", path, faults->items[i].place, faults->items[i].message);
    if (faults->total > faults->count)
        fprintf(stderr, "%s: and %zu more\n", path, faults->total - faults->count);
}

static bool fail_with_faults(const char *path, const struct fault_list *faults, struct error *err)
{
    return FAIL(err, ERROR_INVALID, "%s: %zu fault%s", path, faults->total, faults->total == 1 ? "" : "s");
}

static json_t *faults_json(const struct fault_list *faults)
{
    json_t *list = json_array();
    for (size_t i = 0; i < faults->count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s}", "path", faults->items[i].place, "message",
                                              faults->items[i].message));
    return list;
}

static json_t *languages_json(const struct survey *survey)
{
    json_t *list = json_array();
    for (size_t i = 0; i < survey->title.count; i++)
        json_array_append_new(list, json_string(survey->title.languages[i]));
    return list;
}

static bool print_check_json(const char *path, const struct survey *survey, const struct fault_list *faults,
                             struct error *err)
{
    json_t *result = json_pack("{s:s, s:b, s:I, s:o}", "file", path, "valid", survey != NULL, "fault_count",
                               (json_int_t)faults->total, "faults", faults_json(faults));
    if (survey)
        json_object_update_new(result, json_pack("{s:s, s:i, s:s, s:I, s:o}", "survey", survey->id, "version",
                                                 survey->version, "hash", survey->hash, "questions",
                                                 (json_int_t)survey->question_count, "languages",
                                                 languages_json(survey)));
    return cli_print_json(result, err);
}

static void print_summary(const char *path, const struct survey *survey)
{
    printf("%s: valid: %s version %d, %zu question%s, languages", path, survey->id, survey->version,
           survey->question_count, survey->question_count == 1 ? "" : "s");
    for (size_t i = 0; i < survey->title.count; i++)
        printf(" %s", survey->title.languages[i]);
    putchar('\n');
}

// `survey` is NULL when the file has faults; false when it cannot be read at all.
static bool read_survey(struct cli *cli, const char **text, struct survey **survey, struct fault_list *faults,
                        struct error *err)
{
    size_t size;
    *faults = (struct fault_list){.arena = cli->arena};
    *text = file_read(cli->arena, cli->arguments[0], SURVEY_FILE_LIMIT, &size, err);
    if (!*text)
        return false;
    *survey = survey_parse(cli->arena, *text, size, faults);
    return true;
}

bool command_survey_check(struct cli *cli, struct error *err)
{
    const char *path = cli->arguments[0], *text;
    struct fault_list faults;
    struct survey *survey;
    if (!read_survey(cli, &text, &survey, &faults, err))
        return false;
    if (cli_flag(cli, "--json")) {
        if (!print_check_json(json_printable(cli->arena, path), survey, &faults, err))
            return false;
    } else if (survey) {
        print_summary(path, survey);
    } else {
        print_faults(path, &faults);
    }
    return survey ? true : fail_with_faults(path, &faults, err);
}

// Where the new version breaks a trend line of the version before it, its author should know now, not in a
// report.
static bool print_broken_lines(struct cli *cli, struct db *db, const struct survey *survey, struct error *err)
{
    struct definition_entry *entries;
    size_t count;
    int before = 0;
    if (!definition_list(cli->arena, db, &entries, &count, err))
        return false;
    for (size_t i = 0; i < count; i++)
        if (strcmp(entries[i].survey_id, survey->id) == 0 && entries[i].version < survey->version)
            before = entries[i].version;
    if (before == 0)
        return true;
    struct survey *earlier = definition_load_version(cli->arena, db, survey->id, before, err);
    if (!earlier)
        return false;
    size_t number;
    for (size_t i = 0; i < survey->question_count; i++)
        if (survey_line(earlier, survey, i, &number) == LINE_BREAKS)
            printf("the trend line of %s breaks: its text or scale is not that of version %d\n",
                   survey->questions[i].id, before);
    return true;
}

bool command_survey_add(struct cli *cli, struct error *err)
{
    const char *path = cli->arguments[0], *text;
    struct fault_list faults;
    struct survey *survey;
    if (!read_survey(cli, &text, &survey, &faults, err))
        return false;
    if (!survey) {
        print_faults(path, &faults);
        return fail_with_faults(path, &faults, err);
    }
    AUTO(db) struct db *db = db_open(&cli->settings, DB_OWNER, err);
    bool added;
    if (!db || !definition_add(db, survey, text, &added, err))
        return false;
    if (!added) {
        printf("survey %s version %d is registered already, with the same content\n", survey->id,
               survey->version);
        return true;
    }
    printf("survey %s version %d added\n", survey->id, survey->version);
    return print_broken_lines(cli, db, survey, err);
}

static bool print_list_json(const struct definition_entry *entries, size_t count, struct error *err)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_pack("{s:s, s:i, s:s, s:s, s:s, s:i}", "survey",
                                              entries[i].survey_id, "version", entries[i].version, "title",
                                              entries[i].title, "hash", entries[i].hash, "added",
                                              entries[i].added, "waves", entries[i].waves));
    return cli_print_json(list, err);
}

bool command_survey_list(struct cli *cli, struct error *err)
{
    AUTO(db) struct db *db = db_open(&cli->settings, DB_PRESENT, err);
    struct definition_entry *entries;
    size_t count;
    if (!db || !definition_list(cli->arena, db, &entries, &count, err))
        return false;
    if (cli_flag(cli, "--json"))
        return print_list_json(entries, count, err);
    for (size_t i = 0; i < count; i++)
        printf("%s@%d  %.10s  %d wave%s  %s\n", entries[i].survey_id, entries[i].version, entries[i].added,
               entries[i].waves, entries[i].waves == 1 ? "" : "s", entries[i].title);
    return true;
}
