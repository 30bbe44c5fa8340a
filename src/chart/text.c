#include "base/text.h"
#include "text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { LINE_LIMIT = 4000, REPLACEMENT = 0xFFFD, ASCII = 0x80 };

#define PLAIN " 0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

char text_original(const char *text)
{
    const unsigned char *in = (const unsigned char *)text;
    if (in[0] != 0xEE || (in[1] & 0xFE) != 0x80 || (in[2] & 0xC0) != 0x80)
        return 0;
    return (char)((in[1] & 1) << 6 | (in[2] & 0x3F));
}

// The next character; anything that is not UTF-8 counts as one replacement character a byte.
static uint32_t next_character(const char **text)
{
    uint32_t code = REPLACEMENT;
    size_t length = text_character(*text, SIZE_MAX, &code);
    *text += length ? length : 1;
    return length ? code : REPLACEMENT;
}

static bool is_forbidden(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) ||
           (code >= TEXT_STAND_IN && code < TEXT_STAND_IN + ASCII) || (code & 0xFFFE) == 0xFFFE;
}

void text_line(struct buffer *line, const char *text)
{
    size_t begin = line->size;
    for (const char *in = text, *at = text; *in && line->size - begin < LINE_LIMIT; at = in) {
        uint32_t code = next_character(&in);
        if (code == '\n' || code == '\t' || code == '\r')
            buffer_char(line, ' ');
        else if (code == REPLACEMENT || is_forbidden(code))
            buffer_text(line, "\xEF\xBF\xBD");
        else if (code < ASCII && !strchr(PLAIN, (int)code))
            buffer_add(line, (char[]){'\xEE', (char)(0x80 | code >> 6), (char)(0x80 | (code & 0x3F))}, 3);
        else
            buffer_add(line, at, (size_t)(in - at));
    }
    if (line->size == begin)
        buffer_char(line, ' ');
}

static bool joins_the_one_before(uint32_t code)
{
    return (code >= 0x300 && code < 0x370) || code == 0x200D || (code >= 0xFE00 && code < 0xFE10) ||
           (code >= 0x1F3FB && code < 0x1F400) || (code >= 0x20D0 && code < 0x2100);
}

static double character_width(uint32_t code)
{
    if (joins_the_one_before(code))
        return 0;
    if (code < 0x80 && strchr("iljtfrI.,:;|'!()[] ", (int)code))
        return 0.34;
    if (code < 0x80 && strchr("mwMW@%", (int)code))
        return 0.92;
    if (code >= 'A' && code <= 'Z')
        return 0.69;
    if (code >= 0x2010 && code < 0x2E80)
        return 0.88; // dashes, signs, arrows
    return code >= 0x1100 && (code < 0x2000 || code >= 0x2E80) ? 1.05 : 0.58;
}

double text_width(const char *text, double size)
{
    double width = 0;
    while (*text)
        width += character_width(next_character(&text));
    return width * size;
}

const char *text_fit(struct arena *arena, const char *text, double size, double room)
{
    if (text_width(text, size) <= room)
        return text;
    double width = character_width(0x2026);
    const char *cut = text, *joined = NULL;
    for (const char *in = text; *in;) {
        const char *at = in;
        uint32_t code = next_character(&in);
        // A cut before a mark or beside a joiner would tear a character apart.
        if (!joins_the_one_before(code) && at != joined)
            cut = at;
        if (code == 0x200D)
            joined = in;
        width += character_width(code);
        if (width * size > room)
            break;
    }
    while (cut > text && cut[-1] == ' ')
        cut--;
    return arena_format(arena, "%.*s\xE2\x80\xA6", (int)(cut - text), text);
}

size_t text_wrap(struct arena *arena, const char *text, double size, double room, size_t most,
                 const char **lines)
{
    size_t count = 0;
    while (count + 1 < most && text_width(text, size) > room) {
        const char *split = NULL;
        for (const char *space = strchr(text, ' '); space; space = strchr(space + 1, ' ')) {
            if (text_width(arena_slice(arena, text, (size_t)(space - text)), size) > room)
                break;
            split = space;
        }
        if (!split || split == text)
            break;
        lines[count++] = arena_slice(arena, text, (size_t)(split - text));
        text = split + 1;
    }
    lines[count++] = text_fit(arena, text, size, room);
    return count;
}
