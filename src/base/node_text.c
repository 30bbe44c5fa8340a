// The rules for texts that people read.
#include "base/node_text.h"

#include <stdint.h>

// The character at `text`, which is valid UTF-8 (the JSON parser saw to it); `next` is set behind it.
static uint32_t character_at(const char *text, const char **next)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t more = bytes[0] < 0xC0 ? 0 : bytes[0] < 0xE0 ? 1 : bytes[0] < 0xF0 ? 2 : 3;
    uint32_t character = more ? bytes[0] & (0x3Fu >> more) : bytes[0];
    for (size_t i = 1; i <= more; i++)
        character = character << 6 | (bytes[i] & 0x3Fu);
    *next = text + more + 1;
    return character;
}

// Control characters, line and paragraph separators, overrides of the writing direction (they can make a text
// look like another one), and what XML does not allow.
static bool is_refused(uint32_t character, enum text_shape shape)
{
    if (character == '\n')
        return shape == TEXT_LINE;
    return character < 0x20 || (character >= 0x7F && character <= 0x9F) || character == 0x2028 ||
           character == 0x2029 || (character >= 0x202A && character <= 0x202E) ||
           (character >= 0x2066 && character <= 0x2069) || character == 0xFEFF || character == 0xFFFE ||
           character == 0xFFFF;
}

static bool is_blank(uint32_t character)
{
    return character == ' ' || character == '\n' || character == 0xA0 || character == 0x3000;
}

const char *node_text(const struct node *node, enum text_shape shape, size_t most)
{
    const char *text = node_string(node);
    if (!text)
        return NULL;
    uint32_t character = ' ', first = ' ';
    size_t count = 0;
    for (const char *at = text; *at; count++) {
        character = character_at(at, &at);
        first = count == 0 ? character : first;
        if (is_refused(character, shape)) {
            node_fault(node, "contains the character U+%04X, which is not allowed here", character);
            return NULL;
        }
    }
    if (count == 0)
        node_fault(node, "the text is empty");
    else if (is_blank(first) || is_blank(character))
        node_fault(node, "the text begins or ends with a blank");
    else if (count > most)
        node_fault(node, "the text has %zu characters, more than %zu", count, most);
    else
        return text;
    return NULL;
}
