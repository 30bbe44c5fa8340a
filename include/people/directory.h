// The directory: departments and people as two CSV files say they are (DESIGN.md section 5). The files are complete,
// so whoever is missing from them is removed. All or nothing, in one transaction, as DB_OWNER.
#pragma once

#include "base/fault.h"
#include "base/progress.h"
#include "db/query.h"

enum { DIRECTORY_SHOWN = 50 }; // changes of a kind that are listed; the others are only counted

// `departments`: columns code, name, parent (empty for the one root).
// `people`: employee_id, email, name, department, language[, manager], and every further column is a segment.
// An e-mail address or a language may be empty (codes at a kiosk; English).
struct directory_files {
    const char *departments, *people;
};

enum directory_kind {
    DIRECTORY_ADDED,
    DIRECTORY_RENAMED,
    DIRECTORY_MOVED,
    DIRECTORY_CHANGED,
    DIRECTORY_REMOVED,
    DIRECTORY_KIND__COUNT
};
const char *directory_kind_name(enum directory_kind kind); // "added" …

struct directory_change {
    enum directory_kind kind;
    const char *subject; // department code or employee_id
    const char *was,
        *now; // names, parent codes; for a changed person `now` lists the fields; NULL where it has none
};
struct directory_changes {
    size_t total;                         // departments or people in the files
    size_t counts[DIRECTORY_KIND__COUNT]; // all of them
    size_t count;                         // listed
    struct directory_change *list;
};
struct directory_report {
    struct directory_changes departments, people;
};

// Compares the files with what is stored and, unless `dry_run`, makes the directory equal to them. What is wrong in
// the files is added to `faults` (then nothing is stored and ERROR_INVALID is given). Memory grows with the
// departments, not with the people.
MUST_USE bool directory_import(struct db *db, struct arena *arena, const struct directory_files *files,
                               bool dry_run, const struct progress *progress, struct fault_list *faults,
                               struct directory_report *report, struct error *err);
