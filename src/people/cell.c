// Single cells of the directory's files.
#include "base/text.h"
#include "internal.h"

#include <ctype.h>
#include <string.h>

int column_find(struct csv_reader *reader, const char *name, bool required)
{
    for (size_t i = 0; i < csv_column_count(reader); i++)
        if (strcmp(csv_heading(reader, i), name) == 0)
            return (int)i;
    if (required)
        csv_fault(reader, NULL, -1, "the column '%s' is missing", name);
    return -1;
}

void column_check_unique(struct csv_reader *reader)
{
    for (size_t i = 0; i < csv_column_count(reader); i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(csv_heading(reader, i), csv_heading(reader, k)) == 0) {
                csv_fault(reader, NULL, (int)i, "column %zu has the heading of column %zu", i + 1, k + 1);
                break;
            }
}

bool cell_read(struct csv_reader *reader, const struct csv_row *row, int column, bool required,
               const char **text)
{
    *text = "";
    if (column < 0)
        return !required;
    *text = text_trim(row->cells[column]);
    if (required && !**text)
        csv_fault(reader, row, column, "is empty");
    else if (strlen(*text) > CELL_LIMIT)
        csv_fault(reader, row, column, "is longer than %d bytes", CELL_LIMIT);
    else if (text_has_control(*text))
        csv_fault(reader, row, column, "contains a line break or another control character");
    else
        return true;
    return false;
}

// A label of a host name: letters, digits and inner hyphens; beyond ASCII anything.
static bool host_valid(const char *host)
{
    size_t label = 0;
    bool dotted = false;
    for (const char *at = host; *at; at++) {
        unsigned char character = (unsigned char)*at;
        if (character == '.') {
            if (label == 0 || at[-1] == '-')
                return false;
            dotted = true;
            label = 0;
            continue;
        }
        if (!isalnum(character) && character < 0x80 && (character != '-' || label == 0))
            return false;
        label++;
    }
    return dotted && label > 0 && host[strlen(host) - 1] != '-';
}

bool email_valid(const char *email)
{
    const char *at = strchr(email, '@');
    if (!at || at == email || strchr(at + 1, '@') || strlen(email) > EMAIL_LIMIT || at - email > 64)
        return false;
    for (const char *local = email; local < at; local++)
        if ((unsigned char)*local <= ' ' || *local == 0x7F || strchr("()<>[]:;,\\\"", *local))
            return false;
    if (*email == '.' || at[-1] == '.' || strstr(email, ".."))
        return false;
    return host_valid(at + 1);
}

// "de", "pt-BR": two or three letters, then parts of up to eight letters or digits.
bool language_valid(const char *language)
{
    size_t part = 0, length = 0;
    for (const char *at = language;; at++) {
        if (*at && *at != '-') {
            if (part == 0 ? !isalpha((unsigned char)*at) : !isalnum((unsigned char)*at))
                return false;
            length++;
            continue;
        }
        if (part == 0 ? length < 2 || length > 3 : length < 1 || length > 8)
            return false;
        if (!*at)
            return true;
        part++;
        length = 0;
    }
}
