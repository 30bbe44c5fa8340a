// departments.csv: small enough to be checked in memory.
#include "internal.h"

#include <stdlib.h>
#include <string.h>

static int by_code(const void *left, const void *right)
{
    return strcmp(((const struct department *)left)->code, ((const struct department *)right)->code);
}

static int by_code_and_line(const void *left, const void *right)
{
    const struct department *a = left, *b = right;
    int order = strcmp(a->code, b->code);
    return order ? order : a->line < b->line ? -1 : a->line > b->line;
}

struct department *department_list_find(const struct department_list *list, const char *code)
{
    struct department key = {.code = code};
    return list->count ? bsearch(&key, list->items, list->count, sizeof key, by_code) : NULL;
}

static void add(struct arena *arena, struct department_list *list, const struct department *department)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? 2 * list->capacity : 64;
        struct department *more = ARENA_ARRAY(arena, list->capacity, struct department);
        if (list->count)
            memcpy(more, list->items, list->count * sizeof *more);
        list->items = more;
    }
    list->items[list->count++] = *department;
}

static void fault_at(struct fault_list *faults, const char *path, const struct department *department,
                     const char *column, const char *text)
{
    fault_add(faults,
              arena_format(faults->arena, "%s:%llu: %s", path, (unsigned long long)department->line, column),
              "%s", text);
}

// The row's department, when at least its code can be read.
static bool read_row(struct csv_reader *reader, const struct csv_row *row, const int columns[3],
                     struct arena *arena, struct department_list *list)
{
    struct department department = {.line = row->line};
    bool known = cell_read(reader, row, columns[0], true, &department.code);
    (void)!cell_read(reader, row, columns[1], true, &department.name);
    (void)!cell_read(reader, row, columns[2], false, &department.parent);
    if (!known)
        return false;
    department.code = arena_text(arena, department.code);
    department.name = arena_text(arena, department.name);
    department.parent = arena_text(arena, department.parent);
    add(arena, list, &department);
    return true;
}

// Gives whether every row was read.
static bool read_rows(struct csv_reader *reader, struct arena *arena, struct fault_list *faults,
                      struct department_list *list)
{
    const int columns[] = {column_find(reader, "code", true), column_find(reader, "name", true),
                           column_find(reader, "parent", true)};
    if (columns[0] < 0 || columns[1] < 0 || columns[2] < 0)
        return false;
    struct csv_row row;
    bool complete = true;
    size_t accounted = faults->total;
    while (csv_next(reader, &row)) {
        if (list->count == DIRECTORY_DEPARTMENTS) {
            csv_fault(reader, &row, -1, "more than %d departments", DIRECTORY_DEPARTMENTS);
            return false;
        }
        complete = faults->total == accounted && complete;
        complete = read_row(reader, &row, columns, arena, list) && complete;
        accounted = faults->total;
    }
    return faults->total == accounted && complete;
}

static void check_headings(struct csv_reader *reader)
{
    column_check_unique(reader);
    for (size_t i = 0; i < csv_column_count(reader); i++) {
        const char *heading = csv_heading(reader, i);
        if (strcmp(heading, "code") != 0 && strcmp(heading, "name") != 0 && strcmp(heading, "parent") != 0)
            csv_fault(reader, NULL, (int)i, "unknown column '%s'; departments have code, name and parent",
                      heading);
    }
}

// Drops repeated codes, each with a fault, so that the rest can be searched.
static void unite(struct department_list *list, const char *path, struct fault_list *faults)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        if (kept > 0 && strcmp(list->items[kept - 1].code, list->items[i].code) == 0)
            fault_at(faults, path, &list->items[i], "code",
                     arena_format(faults->arena, "'%s' is already used in line %llu", list->items[i].code,
                                  (unsigned long long)list->items[kept - 1].line));
        else
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
}

static void link_parents(struct department_list *list, const char *path, bool complete,
                         struct fault_list *faults)
{
    struct department *root = NULL;
    for (size_t i = 0; i < list->count; i++) {
        struct department *department = &list->items[i];
        if (*department->parent) {
            department->above = department_list_find(list, department->parent);
            if (!department->above && complete)
                fault_at(faults, path, department, "parent",
                         arena_format(faults->arena, "there is no department '%s'", department->parent));
        } else if (root) {
            fault_at(faults, path, department, "parent",
                     arena_format(faults->arena, "is empty, but '%s' is the root already", root->code));
        } else {
            root = department;
        }
    }
    if (!root && complete)
        fault_add(faults, path,
                  list->count ? "no department is the root: one has to have no parent"
                              : "there are no departments");
}

// Walks up from every department and marks the way with its number: meeting one's own mark is a cycle, which is
// reported once, at the department that closes it.
static void find_cycles(struct department_list *list, const char *path, struct fault_list *faults)
{
    for (size_t i = 0; i < list->count; i++) {
        int mark = (int)i + 1;
        struct department *at = &list->items[i];
        while (at && at->mark == 0) {
            at->mark = mark;
            at = at->above;
        }
        if (at && at->mark == mark)
            fault_at(
                faults, path, at, "parent",
                arena_format(faults->arena, "'%s' is below itself: its parents lead in a circle", at->code));
    }
}

bool department_file_read(struct arena *arena, const char *path, struct fault_list *faults,
                          struct department_list *list, bool *complete, struct error *err)
{
    *list = (struct department_list){0};
    AUTO(csv) struct csv_reader *reader = csv_open(arena, path, faults, err);
    if (!reader)
        return false;
    check_headings(reader);
    *complete = read_rows(reader, arena, faults, list);
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, by_code_and_line);
    unite(list, path, faults);
    link_parents(list, path, *complete, faults);
    find_cycles(list, path, faults);
    return true;
}
