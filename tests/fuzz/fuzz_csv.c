// A CSV file, plain or gzip.
#include "base/csv_read.h"
#include "base/text.h"
#include "fuzz.h"

#include <sys/mman.h>
#include <unistd.h>

static void read_all(struct csv_reader *reader)
{
    struct csv_row row;
    uint64_t line = 1;
    for (size_t i = 0; i < csv_column_count(reader); i++)
        MUST(text_is_utf8(csv_heading(reader, i), strlen(csv_heading(reader, i)), NULL));
    while (csv_next(reader, &row)) {
        MUST(row.count == csv_column_count(reader) && row.line > line);
        line = row.line;
        for (size_t i = 0; i < row.count; i++)
            MUST(text_is_utf8(row.cells[i], strlen(row.cells[i]), NULL) && row.lines[i] >= row.line);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    AUTO(arena) struct arena *arena = arena_new();
    struct fault_list faults = {.arena = arena};
    struct error err;
    char path[64];
    int file = memfd_create("csv", MFD_CLOEXEC);
    MUST(file >= 0 && write(file, bytes, size) == (ssize_t)size);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    {
        AUTO(csv) struct csv_reader *reader = csv_open(arena, path, &faults, &err);
        MUST(reader || faults.total > 0);
        if (reader)
            read_all(reader);
    }
    (void)close(file);
    return 0;
}
