#include "db/copy.h"
#include "internal.h"

#include <stdlib.h>
#include <string.h>

static const char *const kind_names[DIRECTORY_KIND__COUNT] = {
    [DIRECTORY_ADDED] = "added",     [DIRECTORY_RENAMED] = "renamed", [DIRECTORY_MOVED] = "moved",
    [DIRECTORY_CHANGED] = "changed", [DIRECTORY_REMOVED] = "removed",
};

const char *directory_kind_name(enum directory_kind kind)
{
    return kind_names[kind];
}

static enum directory_kind kind_of(const char *name)
{
    for (enum directory_kind kind = 0; kind < DIRECTORY_KIND__COUNT; kind++)
        if (strcmp(kind_names[kind], name) == 0)
            return kind;
    abort(); // the queries know the same names
}

static bool stage_departments(struct db *db, const struct department_list *list, struct error *err)
{
    struct copy_in copy;
    if (!copy_in_start(&copy, db, QUERY_PEOPLE_STAGE_DEPARTMENT, err))
        return false;
    for (size_t i = 0; i < list->count; i++) {
        const struct department *department = &list->items[i];
        copy_in_row(&copy, 3);
        copy_in_text(&copy, department->code);
        copy_in_text(&copy, department->name);
        copy_in_text(&copy, *department->parent ? department->parent : NULL);
        if (!copy_in_flush(&copy, err)) {
            copy_in_abort(&copy);
            return false;
        }
    }
    return copy_in_end(&copy, err);
}

// Rows of kind, subject, was, now and how many of that kind there are in all.
static bool read_changes(struct db *db, struct arena *arena, enum query query,
                         struct directory_changes *changes, struct error *err)
{
    AUTO(pg_result) PGresult *rows = db_query(db, query, DB_VALUES(db_int(DIRECTORY_SHOWN)), err);
    if (!rows)
        return false;
    changes->count = (size_t)PQntuples(rows);
    changes->list = ARENA_ARRAY(arena, changes->count, struct directory_change);
    for (int row = 0; row < PQntuples(rows); row++) {
        struct directory_change *change = &changes->list[row];
        *change = (struct directory_change){
            .kind = kind_of(result_text(rows, row, 0)),
            .subject = result_copy(arena, rows, row, 1),
            .was = result_copy(arena, rows, row, 2),
            .now = result_copy(arena, rows, row, 3),
        };
        changes->counts[change->kind] = (size_t)result_int(rows, row, 4);
    }
    return true;
}

static bool compare(struct db *db, struct arena *arena, struct directory_report *report, struct error *err)
{
    return read_changes(db, arena, QUERY_PEOPLE_CHANGES_DEPARTMENT, &report->departments, err) &&
           read_changes(db, arena, QUERY_PEOPLE_CHANGES_PERSON, &report->people, err);
}

// Foreign keys wait until the end, so departments may come, move and go in any order.
static bool apply(struct db *db, struct error *err)
{
    static const enum query steps[] = {
        QUERY_PEOPLE_DEPARTMENT_ADD, QUERY_PEOPLE_DEPARTMENT_CHANGE, QUERY_PEOPLE_PERSON_REMOVE,
        QUERY_PEOPLE_PERSON_CHANGE,  QUERY_PEOPLE_PERSON_ADD,        QUERY_PEOPLE_DEPARTMENT_REMOVE,
    };
    for (size_t i = 0; i < LENGTH(steps); i++)
        if (!db_run(db, steps[i], DB_NO_VALUES, NULL, err))
            return false;
    return true;
}

struct import {
    struct db *db;
    struct arena *arena;
    const struct directory_files *files;
    const struct progress *progress;
    struct fault_list *faults;
    struct directory_report *report;
};

// Reads and checks both files, so that the faults of both are told at once.
static bool stage_files(struct import *import, struct error *err)
{
    struct department_list departments = {0};
    bool complete = false;
    if (!department_file_read(import->arena, import->files->departments, import->faults, &departments,
                              &complete, err) &&
        import->faults->total == 0)
        return false;
    size_t before = import->faults->total;
    if (!person_file_read(import->db, import->arena, import->files->people, complete ? &departments : NULL,
                          import->progress, import->faults, &import->report->people.total, err) &&
        import->faults->total == before)
        return false;
    import->report->departments.total = departments.count;
    return fault_check(import->faults, "the directory", err) &&
           stage_departments(import->db, &departments, err);
}

static bool run(struct import *import, bool dry_run, struct error *err)
{
    struct db *db = import->db;
    if (!db_run(db, QUERY_PEOPLE_LOCK, DB_NO_VALUES, NULL, err) ||
        !db_run(db, QUERY_PEOPLE_STAGE_CREATE_DEPARTMENT, DB_NO_VALUES, NULL, err) ||
        !db_run(db, QUERY_PEOPLE_STAGE_CREATE_PERSON, DB_NO_VALUES, NULL, err))
        return false;
    if (!stage_files(import, err) || !compare(db, import->arena, import->report, err))
        return false;
    return dry_run || apply(db, err);
}

bool directory_import(struct db *db, struct arena *arena, const struct directory_files *files, bool dry_run,
                      const struct progress *progress, struct fault_list *faults,
                      struct directory_report *report, struct error *err)
{
    struct import import = {db, arena, files, progress, faults, report};
    *report = (struct directory_report){0};
    if (!db_begin(db, err))
        return false;
    bool good = run(&import, dry_run, err);
    if (good && !dry_run)
        return db_commit(db, err);
    db_rollback(db);
    return good;
}
