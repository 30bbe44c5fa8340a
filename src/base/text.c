#include "base/text.h"

#include <string.h>
#include <strings.h>

size_t text_character(const char *bytes, size_t left, uint32_t *code)
{
    const unsigned char *at = (const unsigned char *)bytes;
    static const struct {
        unsigned char mask, lead, length;
        uint32_t least;
    } kinds[] = {{0x80, 0x00, 1, 0}, {0xE0, 0xC0, 2, 0x80}, {0xF0, 0xE0, 3, 0x800}, {0xF8, 0xF0, 4, 0x10000}};
    for (size_t i = 0; i < LENGTH(kinds); i++) {
        if ((at[0] & kinds[i].mask) != kinds[i].lead)
            continue;
        if (kinds[i].length > left)
            return 0;
        uint32_t point = at[0] & (unsigned char)~kinds[i].mask;
        for (size_t k = 1; k < kinds[i].length; k++) {
            if ((at[k] & 0xC0) != 0x80)
                return 0;
            point = point << 6 | (at[k] & 0x3F);
        }
        *code = point;
        bool surrogate = point >= 0xD800 && point <= 0xDFFF;
        return point >= kinds[i].least && point <= 0x10FFFF && !surrogate ? kinds[i].length : 0;
    }
    return 0;
}

bool text_is_utf8(const char *bytes, size_t size, size_t *fault)
{
    for (size_t i = 0; i < size;) {
        if (!(bytes[i] & 0x80)) { // ASCII: almost everything
            i++;
            continue;
        }
        uint32_t code;
        size_t length = text_character(bytes + i, size - i, &code);
        if (length == 0) {
            if (fault)
                *fault = i;
            return false;
        }
        i += length;
    }
    return true;
}

// The size of the white space that `text` begins with, 0 for none.
static size_t blank(const char *text)
{
    if (*text && strchr(" \t\r\n", *text))
        return 1;
    if (strncmp(text, "\xC2\xA0", 2) == 0)
        return 2;
    return strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

char *text_trim(char *text)
{
    for (size_t size = blank(text); size > 0; size = blank(text))
        text += size;
    size_t end = strlen(text);
    for (bool cut = true; cut;) {
        cut = false;
        for (size_t size = 1; size <= 3 && size <= end; size++)
            if (blank(text + end - size) == size) {
                end -= size;
                text[end] = '\0';
                cut = true;
                break;
            }
    }
    return text;
}

bool text_same(const char *left, const char *right)
{
    return strcasecmp(left, right) == 0;
}

bool text_has_control(const char *text)
{
    for (const unsigned char *at = (const unsigned char *)text; *at; at++)
        if (*at < 0x20 || *at == 0x7F)
            return true;
    return false;
}
