#include "base/csv_read.h"
#include "base/buffer.h"
#include "base/input.h"
#include "base/text.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

// libcsv is fed one physical line at a time, so that it can complete at most one row before this code looks again.
struct csv_reader {
    const char *path;
    struct fault_list *faults;
    struct input *input;
    struct csv_parser parser;
    bool ended;        // the file, or reading it
    bool after_return; // the byte before was a carriage return

    uint64_t line;                   // physical line that is being read
    struct buffer text;              // the row's cells, each with a final NUL
    size_t row_bytes;                // fed since the row began
    size_t starts[CSV_COLUMN_LIMIT]; // of the cells, in `text`
    size_t sizes[CSV_COLUMN_LIMIT];
    uint64_t lines[CSV_COLUMN_LIMIT];
    char *cells[CSV_COLUMN_LIMIT];
    size_t count;
    uint64_t cell_line; // where the cell being read began
    bool complete;      // a row is

    size_t column_count;
    const char **headings;
};

static void take_cell(void *bytes, size_t size, void *context)
{
    struct csv_reader *reader = context;
    if (reader->count < CSV_COLUMN_LIMIT) {
        reader->starts[reader->count] = reader->text.size;
        reader->sizes[reader->count] = size;
        reader->lines[reader->count] = reader->cell_line;
        buffer_add(&reader->text, bytes, size);
        buffer_char(&reader->text, '\0');
    }
    reader->count++;
    reader->cell_line = reader->line;
}

static void take_row(int terminator, void *context)
{
    (void)terminator;
    ((struct csv_reader *)context)->complete = true;
}

// Blanks are part of a field (RFC 4180 section 2.4).
static int no_space(unsigned char character)
{
    (void)character;
    return 0;
}

void csv_fault(struct csv_reader *reader, const struct csv_row *row, int column, const char *format, ...)
{
    if (reader->faults->count == FAULT_SHOWN) {
        reader->faults->total++;
        return;
    }
    struct arena *arena = reader->faults->arena;
    uint64_t line = !row ? 1 : column >= 0 && (size_t)column < row->count ? row->lines[column] : row->line;
    const char *place = arena_format(arena, "%s:%llu", reader->path, (unsigned long long)line);
    if (column >= 0 && (size_t)column < reader->column_count && *reader->headings[column])
        place = arena_format(arena, "%s: %s", place, reader->headings[column]);
    else if (column >= 0)
        place = arena_format(arena, "%s: column %d", place, column + 1);
    va_list arguments;
    va_start(arguments, format);
    fault_add(reader->faults, place, "%s", arena_format_list(arena, format, arguments));
    va_end(arguments);
}

// A fault after which no row boundary can be trusted.
static bool stop(struct csv_reader *reader, uint64_t line, const char *what)
{
    char *place = arena_format(reader->faults->arena, "%s:%llu", reader->path, (unsigned long long)line);
    fault_add(reader->faults, place, "%s", what);
    reader->ended = true;
    return false;
}

// True when there are bytes in the chunk.
static bool fill(struct csv_reader *reader)
{
    const char *fault;
    bool more = input_fill(reader->input, &fault);
    return fault ? stop(reader, reader->line, fault) : more;
}

// The bytes up to and including the next line end, or the chunk's end.
static size_t segment(const struct csv_reader *reader)
{
    const char *start = reader->input->chunk + reader->input->used;
    size_t left = reader->input->filled - reader->input->used;
    const char *feed = memchr(start, '\n', left);
    size_t size = feed ? (size_t)(feed - start) + 1 : left;
    const char *carriage = memchr(start, '\r', size);
    return carriage ? (size_t)(carriage - start) + 1 : size;
}

// A line ends with \n, \r\n or \r. The \n of \r\n comes as a segment of its own: its line was counted already.
static void count_line(struct csv_reader *reader, char last, size_t size)
{
    bool second_half = last == '\n' && size == 1 && reader->after_return;
    if ((last == '\n' || last == '\r') && !second_half)
        reader->line++;
    reader->after_return = last == '\r';
}

static bool feed(struct csv_reader *reader)
{
    size_t size = segment(reader);
    const char *start = reader->input->chunk + reader->input->used;
    uint64_t line = reader->line;
    if (csv_parse(&reader->parser, start, size, take_cell, take_row, reader) != size)
        return stop(reader, line,
                    "a quotation mark inside a cell must be doubled, and the cell quoted as a whole");
    reader->input->used += size;
    reader->row_bytes += size;
    count_line(reader, start[size - 1], size);
    if (reader->row_bytes > CSV_ROW_LIMIT)
        return stop(reader, reader->cell_line,
                    "the row is longer than 1 MB; is a quotation mark not closed?");
    return true;
}

static bool finish(struct csv_reader *reader)
{
    if (reader->ended)
        return false;
    reader->ended = true;
    if (csv_fini(&reader->parser, take_cell, take_row, reader) != 0)
        return stop(reader, reader->cell_line, "a quotation mark that opens here is not closed");
    return reader->complete;
}

// Reads until a row is complete. Empty lines between rows are skipped.
static bool gather(struct csv_reader *reader)
{
    bool begun = false;
    reader->complete = false;
    reader->count = 0;
    buffer_clear(&reader->text);
    while (!reader->complete) {
        if (reader->ended || !fill(reader))
            return finish(reader);
        if (!begun) {
            reader->cell_line = reader->line;
            reader->row_bytes = 0;
        }
        char first = reader->input->chunk[reader->input->used];
        begun = begun || (first != '\n' && first != '\r');
        if (!feed(reader))
            return false;
    }
    return true;
}

static void row_of(struct csv_reader *reader, struct csv_row *row)
{
    for (size_t i = 0; i < reader->count && i < CSV_COLUMN_LIMIT; i++)
        reader->cells[i] = reader->text.bytes + reader->starts[i];
    *row = (struct csv_row){.count = reader->count,
                            .cells = reader->cells,
                            .lines = reader->lines,
                            .line = reader->count > 0 ? reader->lines[0] : reader->line};
}

static bool check_cell(struct csv_reader *reader, const struct csv_row *row, size_t i)
{
    size_t at;
    if (memchr(row->cells[i], '\0', reader->sizes[i])) {
        csv_fault(reader, row, (int)i, "contains a NUL character");
        return false;
    }
    if (text_is_utf8(row->cells[i], reader->sizes[i], &at))
        return true;
    csv_fault(reader, row, (int)i, "is not UTF-8 (byte 0x%02X); save the file with that encoding",
              (unsigned char)row->cells[i][at]);
    return false;
}

bool csv_next(struct csv_reader *reader, struct csv_row *row)
{
    while (gather(reader)) {
        row_of(reader, row);
        if (row->count != reader->column_count) {
            csv_fault(reader, row, -1, "has %zu cell%s, the heading has %zu", row->count,
                      row->count == 1 ? "" : "s", reader->column_count);
            continue;
        }
        bool good = true;
        for (size_t i = 0; i < row->count; i++)
            good = check_cell(reader, row, i) && good;
        if (good)
            return true;
    }
    return false;
}

// The candidate that stands most often outside quotation marks in the first line.
static char detect(const char *bytes, size_t size)
{
    static const char candidates[] = ",;\t";
    size_t counts[3] = {0};
    bool quoted = false;
    for (size_t i = 0; i < size && (quoted || (bytes[i] != '\n' && bytes[i] != '\r')); i++) {
        const char *found = bytes[i] ? strchr(candidates, bytes[i]) : NULL;
        if (bytes[i] == '"')
            quoted = !quoted;
        else if (found && !quoted)
            counts[found - candidates]++;
    }
    size_t best = counts[1] > counts[0] ? 1 : 0;
    return candidates[counts[2] > counts[best] ? 2 : best];
}

static bool begin(struct csv_reader *reader)
{
    if (!fill(reader))
        return reader->ended ? false : stop(reader, 1, "is empty");
    if (reader->input->filled >= 2 && (memcmp(reader->input->chunk, "\xFF\xFE", 2) == 0 ||
                                       memcmp(reader->input->chunk, "\xFE\xFF", 2) == 0))
        return stop(reader, 1, "is UTF-16; save the file as UTF-8");
    if (reader->input->filled >= 3 && memcmp(reader->input->chunk, "\xEF\xBB\xBF", 3) == 0)
        reader->input->used = 3;
    csv_set_delim(&reader->parser, (unsigned char)detect(reader->input->chunk + reader->input->used,
                                                         reader->input->filled - reader->input->used));
    return true;
}

static bool read_heading(struct csv_reader *reader, struct arena *arena)
{
    struct csv_row row;
    if (!begin(reader))
        return false;
    if (!gather(reader))
        return reader->faults->total > 0 ? false : stop(reader, 1, "has no heading");
    row_of(reader, &row);
    if (row.count > CSV_COLUMN_LIMIT)
        return stop(reader, row.line, arena_format(arena, "has more than %d columns", CSV_COLUMN_LIMIT));
    bool good = true;
    for (size_t i = 0; i < row.count; i++)
        good = check_cell(reader, &row, i) && good;
    if (!good)
        return false;
    reader->headings = ARENA_ARRAY(arena, row.count, const char *);
    for (size_t i = 0; i < row.count; i++)
        reader->headings[i] = text_trim(arena_text(arena, row.cells[i]));
    reader->column_count = row.count;
    return true;
}

static struct csv_reader *open_file(struct arena *arena, const char *path, struct error *err)
{
    struct input *input = input_open(path, err);
    if (!input)
        return NULL;
    struct csv_reader *reader = calloc(1, sizeof *reader);
    if (!reader || csv_init(&reader->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
        abort();
    csv_set_blk_size(&reader->parser, INPUT_CHUNK); // a cell that grows does so in few steps
    csv_set_space_func(&reader->parser, no_space);
    reader->input = input;
    reader->path = arena_text(arena, path);
    reader->line = reader->cell_line = 1;
    return reader;
}

struct csv_reader *csv_open(struct arena *arena, const char *path, struct fault_list *faults,
                            struct error *err)
{
    struct csv_reader *reader = open_file(arena, path, err);
    if (!reader)
        return NULL;
    reader->faults = faults;
    if (read_heading(reader, arena))
        return reader;
    csv_close(reader);
    if (fault_check(faults, path, err))
        (void)FAIL(err, ERROR_INVALID, "%s: cannot be read", path);
    return NULL;
}

void csv_close(struct csv_reader *reader)
{
    if (!reader)
        return;
    csv_free(&reader->parser);
    buffer_free(&reader->text);
    input_close(reader->input);
    free(reader);
}

size_t csv_column_count(const struct csv_reader *reader)
{
    return reader->column_count;
}

const char *csv_heading(const struct csv_reader *reader, size_t column)
{
    return reader->headings[column];
}

uint64_t csv_done(const struct csv_reader *reader)
{
    return input_done(reader->input);
}

uint64_t csv_total(const struct csv_reader *reader)
{
    return reader->input->total;
}
