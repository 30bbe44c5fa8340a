// `echolot report`: one model, written by every sink that was asked for.
#include "base/language.h"
#include "commands.h"
#include "report_files.h"

#include <stdio.h>
#include <string.h>

static const char *const format_names[REPORT_FORMAT__COUNT] = {"html", "csv", "json"};

struct wanted {
    struct report_files files;
    size_t count; // of formats
};

static bool take_format(struct wanted *wanted, const char *name, size_t length, struct error *err)
{
    for (size_t i = 0; i < REPORT_FORMAT__COUNT; i++)
        if (strlen(format_names[i]) == length && memcmp(format_names[i], name, length) == 0) {
            wanted->count += !wanted->files.formats[i];
            wanted->files.formats[i] = true;
            return true;
        }
    if ((length == 3 && memcmp(name, "pdf", 3) == 0) || (length == 4 && memcmp(name, "xlsx", 4) == 0))
        return FAIL(err, ERROR_USAGE, "--format %.*s is not built yet: expected html, csv, json", (int)length,
                    name);
    return FAIL(err, ERROR_USAGE, "--format: unknown format '%.*s': expected html, csv, json", (int)length,
                name);
}

static bool take_formats(struct wanted *wanted, const char *list, struct error *err)
{
    for (const char *name = list; name; name = strchr(name, ',')) {
        name += *name == ',';
        if (!take_format(wanted, name, strcspn(name, ","), err))
            return false;
    }
    return true;
}

static bool parse_wanted(const struct cli *cli, struct wanted *wanted, struct error *err)
{
    const char *formats = cli_option(cli, "--format");
    if (!take_formats(wanted, formats ? formats : "html,csv,json", err))
        return false;
    wanted->files.out = cli_option(cli, "--out");
    if (!wanted->files.out || !*wanted->files.out)
        return FAIL(err, ERROR_USAGE,
                    "--out is missing: a directory, or '-' for one format on standard output");
    if (strcmp(wanted->files.out, "-") == 0 && wanted->count != 1)
        return FAIL(err, ERROR_USAGE, "--out - takes one format, %zu are asked for", wanted->count);
    return true;
}

bool command_report(struct cli *cli, struct error *err)
{
    struct wanted wanted = {0};
    const char *code = cli_option(cli, "--language");
    struct language *language = language_load(cli->arena, code ? code : "en", err);
    if (!language || !parse_wanted(cli, &wanted, err))
        return false;
    AUTO(db) struct db *db = db_open(&cli->settings, DB_PRESENT, err);
    struct report report;
    if (!db || !report_load(cli->arena, db, cli->arguments[0], cli_option(cli, "--department"), &report, err))
        return false;
    struct progress progress = cli_progress("report");
    return report_files_write(cli->arena, &report, language, &wanted.files, &progress, err);
}
