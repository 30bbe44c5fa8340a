// What only the files of src/people share: the two files of the directory while they are read.
#pragma once

#include "base/csv_read.h"
#include "db/query.h"
#include "people/directory.h"

enum { DIRECTORY_DEPARTMENTS = 65535, CELL_LIMIT = 500, EMAIL_LIMIT = 254 };

struct department {
    const char *code, *name, *parent; // parent "" for the root
    uint64_t line;
    struct department *above; // NULL for the root and where it is unknown
    int mark;                 // of the search for cycles
};
struct department_list {
    size_t count, capacity;
    struct department *items; // sorted by code once read
};

// Reads and checks the file of departments: codes are unique, parents known, there is one root and no cycle.
// `complete` is false when the code of a row could not be read: then a missing one may stand there.
MUST_USE bool department_file_read(struct arena *arena, const char *path, struct fault_list *faults,
                                   struct department_list *list, bool *complete, struct error *err);
// NULL when there is none with that code.
struct department *department_list_find(const struct department_list *list, const char *code);

// Reads the file of people into the stage and checks it: each row by itself and then what only all rows together
// show (employee ids and addresses given twice, managers nobody knows, too many categories of a segment).
// `departments` is NULL when they are not completely known; `rows` counts the people.
MUST_USE bool person_file_read(struct db *db, struct arena *arena, const char *path,
                               const struct department_list *departments, const struct progress *progress,
                               struct fault_list *faults, size_t *rows, struct error *err);

// Where a column stands, −1 when it is missing (a fault unless it is optional).
int column_find(struct csv_reader *reader, const char *name, bool required);
// A heading that stands there twice is a fault.
void column_check_unique(struct csv_reader *reader);

// Trims a cell; a fault when it is empty though required, too long, or holds control characters.
MUST_USE bool cell_read(struct csv_reader *reader, const struct csv_row *row, int column, bool required,
                        const char **text);
bool email_valid(const char *email);
bool language_valid(const char *language);
