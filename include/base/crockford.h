// Crockford's base 32: bytes as text that a person can read aloud and type. Capital or small letters, O for 0, I and
// L for 1; dashes and spaces are for the eye only.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// Characters for `size` bytes, without groups and the final NUL.
#define CROCKFORD_LENGTH(size) (((size) * 8 + 4) / 5)

// Writes the capital form. With `group` > 0 a dash after every `group` characters, except that the last group takes the
// rest when that is a single character. `text` needs room for twice CROCKFORD_LENGTH(size) + 1.
void crockford_write(const unsigned char *bytes, size_t size, size_t group, char *text);
// Reads exactly `size` bytes; false when the text has another length, another character or spare bits that are set.
bool crockford_read(const char *text, unsigned char *bytes, size_t size);
