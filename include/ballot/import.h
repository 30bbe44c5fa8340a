// Answers collected elsewhere become a closed wave (DESIGN.md section 6.3), all or nothing, as DB_OWNER. The file is
// streamed: memory grows with departments and categories, not with answers (and by 32 bytes a line where duplicates
// are to be skipped).
#pragma once

#include "base/fault.h"
#include "base/progress.h"
#include "db/query.h"

struct import_plan {
    const char *key;
    const char *survey; // ID or ID@VERSION
    const char *file;   // CSV, may be gzip; read twice, so it must be a file and not a pipe
    const char *map;    // JSON, or NULL: columns `department` (code) and one a question id
    int k;
    const char *opened, *closed; // YYYY-MM-DD or NULL: today
    bool create_departments;     // in the directory, where the file names unknown ones
    bool people;                 // the snapshot is the whole directory with its people as invited
};

struct import_report {
    const char *survey_id;
    int survey_version;
    uint64_t lines;      // of answers, without the heading, duplicates and empty ones included
    uint64_t duplicates; // skipped
    uint64_t empty;      // without any answer; in the long layout no sheet
    uint64_t sheets, answers, not_applicable, comments; // not_applicable is part of answers
    size_t departments, departments_made;
    bool joined, weighted;
};

// What is wrong in file or map is added to `faults` (then ERROR_INVALID); a wave with that key is ERROR_CONFLICT.
MUST_USE bool answers_import(struct db *db, struct arena *arena, const struct import_plan *plan,
                             const struct progress *progress, struct fault_list *faults,
                             struct import_report *report, struct error *err);
