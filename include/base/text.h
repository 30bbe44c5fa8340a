// Small questions about text that comes from outside.
#pragma once

#include "base/macro.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// How many bytes the character at `bytes` has, and its code; 0 when it is not UTF-8. `left` is how many may be looked at,
// SIZE_MAX in a text that ends with a null byte.
size_t text_character(const char *bytes, size_t left, uint32_t *code);

// Whether the bytes are UTF-8 as RFC 3629 has it (no surrogates, nothing overlong). `fault` (may be NULL) gets the
// offset of the first byte that is not.
bool text_is_utf8(const char *bytes, size_t size, size_t *fault);

// Cuts white space off both ends in place and gives the new start: blanks, tabs, line ends, no-break spaces and the
// byte order marks that other tools leave inside their files.
char *text_trim(char *text);

// Equal but for the case of A–Z: how labels are compared.
bool text_same(const char *left, const char *right);

// Line ends, tabs, escapes and the like: nothing that belongs into a name, a code or an address.
bool text_has_control(const char *text);
