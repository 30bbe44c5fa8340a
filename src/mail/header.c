#include "mail/header.h"

#include <sodium.h>
#include <stdbool.h>
#include <string.h>
#include <time.h>

enum {
    LINE = 76,       // characters in a line, without CR LF
    WORD_BYTES = 45, // of UTF-8 in an encoded word: 60 characters of base 64 and 12 around them
    WORD_SIZE = 12 + (WORD_BYTES + 2) / 3 * 4 + 1,
};

// Appends words and keeps count of the column, so that it knows where to fold.
struct folder {
    struct buffer *out;
    size_t column;
};

// A word with a blank in front of it; in the next line when it does not fit in this one.
static void fold(struct folder *folder, const char *word, size_t size)
{
    if (folder->column > 1 && folder->column + 1 + size > LINE) {
        buffer_text(folder->out, "\r\n");
        folder->column = 0;
    }
    buffer_char(folder->out, ' ');
    buffer_add(folder->out, word, size);
    folder->column += 1 + size;
}

static struct folder begin(struct buffer *out, const char *field)
{
    buffer_text(out, field);
    buffer_char(out, ':');
    return (struct folder){out, strlen(field) + 1};
}

// As it stands: printable ASCII, single blanks inside, nothing that looks like an encoded word, no word that is longer than a line.
static bool is_plain(const char *text)
{
    size_t word = 0;
    for (const char *at = text; *at; at++) {
        if ((unsigned char)*at < 0x20 || (unsigned char)*at >= 0x7F)
            return false;
        if (*at == ' ' && (at == text || at[1] == ' ' || at[1] == '\0'))
            return false;
        word = *at == ' ' ? 0 : word + 1;
        if (word > LINE - 20)
            return false;
    }
    return !strstr(text, "=?");
}

static void fold_plain(struct folder *folder, const char *text)
{
    while (*text) {
        size_t size = strcspn(text, " ");
        fold(folder, text, size);
        text += size;
        text += *text == ' ';
    }
}

// Bytes of whole characters, at most WORD_BYTES.
static size_t piece_of(const char *text)
{
    size_t size = strlen(text);
    if (size <= WORD_BYTES)
        return size;
    for (size = WORD_BYTES; ((unsigned char)text[size] & 0xC0) == 0x80;)
        size--;
    return size;
}

// Blanks between encoded words vanish when they are decoded, so that a text may be cut anywhere between two characters.
static void fold_encoded(struct folder *folder, const char *text)
{
    while (*text) {
        char word[WORD_SIZE] = "=?UTF-8?B?";
        size_t size = piece_of(text), start = strlen(word);
        (void)sodium_bin2base64(word + start, sizeof word - start, (const unsigned char *)text, size,
                                sodium_base64_VARIANT_ORIGINAL);
        memcpy(word + strlen(word), "?=", 3);
        fold(folder, word, strlen(word));
        text += size;
    }
}

void header_text(struct buffer *message, const char *field, const char *text)
{
    struct folder folder = begin(message, field);
    if (is_plain(text))
        fold_plain(&folder, text);
    else
        fold_encoded(&folder, text);
    buffer_text(message, "\r\n");
}

// What needs no quotes in front of an address.
static bool is_atoms(const char *name)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~ ";
    return name[strspn(name, letters)] == '\0' && is_plain(name);
}

static void fold_quoted(struct folder *folder, const char *name)
{
    AUTO(buffer) struct buffer quoted = {0};
    buffer_char(&quoted, '"');
    for (; *name; name++) {
        if (*name == '"' || *name == '\\')
            buffer_char(&quoted, '\\');
        buffer_char(&quoted, *name);
    }
    buffer_char(&quoted, '"');
    fold_plain(folder, buffer_string(&quoted));
}

void header_address(struct buffer *message, const char *field, const struct mail_address *address)
{
    struct folder folder = begin(message, field);
    bool named = address->name && *address->name;
    if (named && is_atoms(address->name))
        fold_plain(&folder, address->name);
    else if (named && is_plain(address->name))
        fold_quoted(&folder, address->name);
    else if (named)
        fold_encoded(&folder, address->name);
    AUTO(buffer) struct buffer place = {0};
    buffer_format(&place, named ? "<%s>" : "%s", address->address);
    fold(&folder, place.bytes, place.size);
    buffer_text(message, "\r\n");
}

void header_plain(struct buffer *message, const char *field, const char *value)
{
    struct folder folder = begin(message, field);
    fold(&folder, value, strlen(value));
    buffer_text(message, "\r\n");
}

// strftime would follow the locale; a header is always English.
void header_date(struct buffer *message, const char *field, long long seconds)
{
    static const char days[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    time_t when = (time_t)seconds;
    struct tm utc;
    gmtime_r(&when, &utc);
    buffer_format(message, "%s: %s, %02d %s %04d %02d:%02d:%02d +0000\r\n", field, days[utc.tm_wday],
                  utc.tm_mday, months[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
}
