// A report in the formats that were asked for: one model, written by every sink.
#pragma once

#include "base/language.h"
#include "base/progress.h"
#include "report/model.h"

enum report_format { REPORT_HTML, REPORT_CSV, REPORT_JSON, REPORT_FORMAT__COUNT };

struct report_files {
    bool formats[REPORT_FORMAT__COUNT];
    const char *out; // a directory, which is made, or "-": one format to standard output
};

MUST_USE bool report_files_write(struct arena *arena, const struct report *report, const struct language *language,
                                 const struct report_files *files, const struct progress *progress, struct error *err);
