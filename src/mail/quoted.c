#include "mail/quoted.h"

#include <stdbool.h>
#include <string.h>

enum { LINE = 76 };

// A blank at the end of a line would be lost on the way; a dot at its beginning has a meaning in SMTP, and "From " in mailboxes.
static bool is_literal(unsigned char byte, bool first, bool last)
{
    if (byte == ' ' || byte == '\t')
        return !last;
    if (first && (byte == '.' || byte == 'F'))
        return false;
    return byte > ' ' && byte < 0x7F && byte != '=';
}

void quoted_write(struct buffer *out, const char *text)
{
    size_t column = 0;
    for (; *text; text++) {
        if (*text == '\n') {
            buffer_text(out, "\r\n");
            column = 0;
            continue;
        }
        bool literal = is_literal((unsigned char)*text, column == 0, text[1] == '\n' || text[1] == '\0');
        size_t size = literal ? 1 : 3;
        if (column + size > LINE - 1) { // one place is for the "=" of a soft line end
            buffer_text(out, "=\r\n");
            column = 0;
            literal = is_literal((unsigned char)*text, true, text[1] == '\n' || text[1] == '\0');
            size = literal ? 1 : 3;
        }
        if (literal)
            buffer_char(out, *text);
        else
            buffer_format(out, "=%02X", (unsigned char)*text);
        column += size;
    }
}
