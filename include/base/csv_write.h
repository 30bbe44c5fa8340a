// CSV output (RFC 4180): a cell at a time, quoted where needed, lines ended by CR LF. Text that a spreadsheet would
// run as a formula (it begins with = + - @, a tab or a carriage return) gets an apostrophe in front; numbers are
// written as numbers and never guarded.
#pragma once

#include "base/buffer.h"
#include <stdbool.h>
#include <stdint.h>

struct csv_writer {
    struct buffer *out; // set by the caller
    bool begun;         // the line has a cell
};

void csv_write_text(struct csv_writer *writer, const char *text); // NULL is an empty cell
void csv_write_integer(struct csv_writer *writer, int64_t number);
// The shortest form that reads back as the same number; an empty cell for NaN and infinity.
void csv_write_real(struct csv_writer *writer, double number);
void csv_write_empty(struct csv_writer *writer);
void csv_write_line(struct csv_writer *writer); // ends the line
