#include "base/csv_write.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
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
    char digits[40];
    separate(writer);
    if (!isfinite(number))
        return;
    for (int precision = 15; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, number);
        if (strtod(digits, NULL) == number)
            break;
    }
    buffer_text(writer->out, digits);
}

void csv_write_line(struct csv_writer *writer)
{
    buffer_text(writer->out, "\r\n");
    writer->begun = false;
}
