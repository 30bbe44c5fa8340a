// A CSV file (RFC 4180) as a stream of rows: UTF-8 with or without byte order mark, `,` `;` or tab detected in the
// heading, plain or gzip, of any length in constant memory. What is wrong with it becomes a fault "file:line:
// column". A fault of the frame (a quote that is not closed, a row without end, a damaged gzip stream) ends reading;
// one of a row (ragged, not UTF-8, a NUL) costs that row only.
#pragma once

#include "base/fault.h"
#include <stdint.h>

enum { CSV_ROW_LIMIT = 1024 * 1024, CSV_COLUMN_LIMIT = 10000 };

struct csv_reader;

struct csv_row {
    uint64_t line; // where it begins, from 1
    size_t count;
    char **cells;          // as written, not trimmed; valid until the next row, and may be changed in place
    const uint64_t *lines; // where each cell begins
};

// Opens the file and reads its heading. NULL when it cannot be opened (`err`) or has no readable heading (a fault,
// and `err` says so too).
MUST_USE struct csv_reader *csv_open(struct arena *arena, const char *path, struct fault_list *faults,
                                     struct error *err);
void csv_close(struct csv_reader *reader); // NULL is fine
AUTO_DEFINE(csv, struct csv_reader *, csv_close)

size_t csv_column_count(const struct csv_reader *reader);
// A heading, trimmed.
const char *csv_heading(const struct csv_reader *reader, size_t column);

// The next row, with as many cells as the heading. False at the end, and where reading cannot go on; the fault list
// knows which.
MUST_USE bool csv_next(struct csv_reader *reader, struct csv_row *row);

// Adds a fault at a cell of the row, or at the heading when `row` is NULL; `column` −1 means the whole row.
void csv_fault(struct csv_reader *reader, const struct csv_row *row, int column, const char *format, ...)
    PRINTF_LIKE(4, 5);

// How far reading has come in the file's own bytes, and their number (0: unknown).
uint64_t csv_done(const struct csv_reader *reader);
uint64_t csv_total(const struct csv_reader *reader);
