#include "base/csv_write.h"
#include "base/number.h"

#include <inttypes.h>
#include <string.h>

static void separate(struct csv_writer *writer)
{
    if (writer->begun)
        buffer_char(writer->out, ',');
    writer->begun = true;
}

void csv_write_empty(struct csv_writer *writer)
{
    separate(writer);
}

void csv_write_text(struct csv_writer *writer, const char *text)
{
    separate(writer);
    if (!text || !*text)
        return;
    bool guarded = strchr("=+-@\t\r", *text) != NULL;
    if (!guarded && !strpbrk(text, "\",;\t\r\n") && *text != ' ' && text[strlen(text) - 1] != ' ') {
        buffer_text(writer->out, text);
        return;
    }
    buffer_text(writer->out, guarded ? "\"'" : "\"");
    for (const char *at = text; *at; at++) {
        if (*at == '"')
            buffer_char(writer->out, '"');
        buffer_char(writer->out, *at);
    }
    buffer_char(writer->out, '"');
}

void csv_write_integer(struct csv_writer *writer, int64_t number)
{
    separate(writer);
    buffer_format(writer->out, "%" PRId64, number);
}

void csv_write_real(struct csv_writer *writer, double number)
{
    separate(writer);
    (void)number_write(writer->out, number);
}

void csv_write_line(struct csv_writer *writer)
{
    buffer_text(writer->out, "\r\n");
    writer->begun = false;
}
