#include "base/nearest.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { LONGEST = 64 };

static size_t least_of(size_t a, size_t b)
{
    return a < b ? a : b;
}

static bool same_letter(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

// Optimal string alignment distance, upper and lower case alike. Both at most LONGEST bytes long.
static size_t distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t rows[3][LONGEST + 1]; // the current row and the two before it
    for (size_t i = 0; i <= a_length; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        for (size_t j = 0; j <= b_length; j++) {
            if (i == 0 || j == 0) {
                row[j] = i + j;
                continue;
            }
            size_t changed = above[j - 1] + !same_letter(a[i - 1], b[j - 1]);
            row[j] = least_of(changed, least_of(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) && same_letter(a[i - 2], b[j - 1]))
                row[j] = least_of(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[a_length % 3][b_length];
}

const char *nearest(const char *written, const char *const *words, size_t count)
{
    size_t length = strlen(written), best = length < 3 ? 1 : length / 3;
    const char *found = NULL;
    if (length == 0 || length > LONGEST)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        size_t word_length = words[i] ? strlen(words[i]) : 0;
        if (word_length == 0 || word_length > LONGEST)
            continue;
        size_t away = distance(written, length, words[i], word_length);
        if (away < best || (away == best && !found)) {
            best = away;
            found = words[i];
        }
    }
    return found;
}
