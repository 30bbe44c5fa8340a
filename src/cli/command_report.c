// `echolot report`: one model, written by every sink that was asked for.
#include "base/file.h"
#include "base/language.h"
#include "commands.h"
#include "report/csv.h"
#include "report/json.h"
#include "report_pages.h"

#include <stdio.h>
#include <string.h>

enum format { FORMAT_HTML, FORMAT_CSV, FORMAT_JSON, FORMAT__COUNT };
static const char *const format_names[FORMAT__COUNT] = {"html", "csv", "json"};

struct wanted {
    bool formats[FORMAT__COUNT];
    size_t count;
    const char *out;
};

static bool take_format(struct wanted *wanted, const char *name, size_t length, struct error *err)
{
    for (size_t i = 0; i < FORMAT__COUNT; i++)
        if (strlen(format_names[i]) == length && memcmp(format_names[i], name, length) == 0) {
            wanted->count += !wanted->formats[i];
            wanted->formats[i] = true;
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
    wanted->out = cli_option(cli, "--out");
    if (!wanted->out || !*wanted->out)
        return FAIL(err, ERROR_USAGE,
                    "--out is missing: a directory, or '-' for one format on standard output");
    if (strcmp(wanted->out, "-") == 0 && wanted->count != 1)
        return FAIL(err, ERROR_USAGE, "--out - takes one format, %zu are asked for", wanted->count);
    return true;
}

static bool put(const char *out, const char *name, const struct buffer *content, struct error *err)
{
    if (strcmp(out, "-") == 0) {
        fwrite(content->bytes, 1, content->size, stdout);
        return true; // the caller of every command looks at the state of standard output
    }
    AUTO(arena) struct arena *arena = arena_new();
    return file_write(arena_format(arena, "%s/%s", out, name), content->bytes, content->size, 0644, err);
}

static bool write_data(const struct report *report, const struct wanted *wanted, const char *language,
                       struct error *err)
{
    AUTO(buffer) struct buffer content = {0};
    if (wanted->formats[FORMAT_JSON]) {
        report_write_json(report, &content);
        if (!put(wanted->out, "report.json", &content, err))
            return false;
    }
    buffer_clear(&content);
    if (!wanted->formats[FORMAT_CSV])
        return true;
    report_write_csv(report, language, &content);
    return put(wanted->out, "report.csv", &content, err);
}

// One page a department; standard output takes only the first one.
static bool write_html(struct cli *cli, const struct report *report, const struct language *language,
                       const char *out, struct error *err)
{
    struct words words = {.arena = cli->arena,
                          .language = language,
                          .report = report,
                          .playbook = playbook_load(cli->arena, err)};
    if (!words.playbook)
        return false;
    if (strcmp(out, "-") != 0) {
        struct progress progress = cli_progress("report");
        return report_pages_write(&words, out, &progress, err);
    }
    AUTO(buffer) struct buffer html = {0};
    return report_pages_first(&words, &html, err) && put(out, NULL, &html, err);
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
    if (strcmp(wanted.out, "-") != 0 && !file_make_directory(wanted.out, 0755, err))
        return false;
    return write_data(&report, &wanted, language_code(language), err) &&
           (!wanted.formats[FORMAT_HTML] || write_html(cli, &report, language, wanted.out, err));
}
