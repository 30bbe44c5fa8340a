#include "base/crockford.h"

#include <string.h>

static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

void crockford_write(const unsigned char *bytes, size_t size, size_t group, char *text)
{
    size_t total = CROCKFORD_LENGTH(size);
    unsigned bits = 0, held = 0;
    for (size_t written = 0, next = 0; written < total; written++) {
        if (group && written && written % group == 0 && total - written > 1)
            *text++ = '-';
        if (held < 5) {
            bits = bits << 8 | (next < size ? bytes[next] : 0);
            next++;
            held += 8;
        }
        held -= 5;
        *text++ = alphabet[bits >> held & 31];
    }
    *text = '\0';
}

static int value_of(char letter)
{
    if (letter >= 'a' && letter <= 'z')
        letter = (char)(letter - 'a' + 'A');
    if (letter == 'O')
        letter = '0';
    if (letter == 'I' || letter == 'L')
        letter = '1';
    const char *found = letter ? strchr(alphabet, letter) : NULL;
    return found ? (int)(found - alphabet) : -1;
}

bool crockford_read(const char *text, unsigned char *bytes, size_t size)
{
    unsigned bits = 0, held = 0;
    size_t filled = 0, letters = 0;
    for (; *text; text++) {
        if (*text == '-' || *text == ' ' || *text == '\t' || *text == '\r' || *text == '\n')
            continue;
        int value = value_of(*text);
        if (value < 0 || ++letters > CROCKFORD_LENGTH(size))
            return false;
        bits = bits << 5 | (unsigned)value;
        held += 5;
        if (held >= 8 && filled < size) {
            held -= 8;
            bytes[filled++] = (unsigned char)(bits >> held);
        }
    }
    return letters == CROCKFORD_LENGTH(size) && (bits & ((1u << held) - 1)) == 0;
}
