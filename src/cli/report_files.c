#include "report_files.h"
#include "base/file.h"
#include "report/csv.h"
#include "report/json.h"
#include "report_pages.h"

#include <stdio.h>
#include <string.h>

static bool put(const char *out, const char *name, const struct buffer *content, struct error *err)
{
    if (strcmp(out, "-") == 0) {
        fwrite(content->bytes, 1, content->size, stdout);
        return true; // the caller of every command looks at the state of standard output
    }
    AUTO(arena) struct arena *arena = arena_new();
    return file_write(arena_format(arena, "%s/%s", out, name), content->bytes, content->size, 0644, err);
}

// Beside report.csv, where something could be written; standard output takes the figures only.
static bool write_comments(const struct report *report, const struct report_files *files, const char *language, struct error *err)
{
    AUTO(buffer) struct buffer comments = {0};
    AUTO(buffer) struct buffer terms = {0};
    if (report->comment_list_count == 0 || strcmp(files->out, "-") == 0)
        return true;
    report_write_csv_comments(report, language, &comments);
    report_write_csv_terms(report, language, &terms);
    return put(files->out, "comments.csv", &comments, err) && put(files->out, "terms.csv", &terms, err);
}

static bool write_benchmarks(const struct report *report, const struct report_files *files, const char *language, struct error *err)
{
    AUTO(buffer) struct buffer benchmarks = {0};
    if (!report_has_benchmarks(report) || strcmp(files->out, "-") == 0)
        return true;
    report_write_csv_benchmarks(report, language, &benchmarks);
    return put(files->out, "benchmarks.csv", &benchmarks, err);
}

static bool write_data(const struct report *report, const struct report_files *files, const char *language,
                       struct error *err)
{
    AUTO(buffer) struct buffer content = {0};
    if (files->formats[REPORT_JSON]) {
        report_write_json(report, &content);
        if (!put(files->out, "report.json", &content, err))
            return false;
    }
    buffer_clear(&content);
    if (!files->formats[REPORT_CSV])
        return true;
    report_write_csv(report, language, &content);
    return put(files->out, "report.csv", &content, err) && write_comments(report, files, language, err) &&
           write_benchmarks(report, files, language, err);
}

// One page a department; standard output takes only the first one.
static bool write_html(struct arena *arena, const struct report *report, const struct language *language,
                       const char *out, const struct progress *progress, struct error *err)
{
    struct words words = {
        .arena = arena, .language = language, .report = report, .playbook = playbook_load(arena, err)};
    if (!words.playbook)
        return false;
    if (strcmp(out, "-") != 0)
        return report_pages_write(&words, out, progress, err);
    AUTO(buffer) struct buffer html = {0};
    return report_pages_first(&words, &html, err) && put(out, NULL, &html, err);
}

bool report_files_write(struct arena *arena, const struct report *report, const struct language *language,
                        const struct report_files *files, const struct progress *progress, struct error *err)
{
    if (strcmp(files->out, "-") != 0 && !file_make_directory(files->out, 0755, err))
        return false;
    return write_data(report, files, language_code(language), err) &&
           (!files->formats[REPORT_HTML] || write_html(arena, report, language, files->out, progress, err));
}
