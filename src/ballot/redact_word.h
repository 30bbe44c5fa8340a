// Words, and what they are to redaction.
#pragma once

#include "base/arena.h"
#include <stdbool.h>
#include <stddef.h>

// A run of letters. `key` is what two spellings of one name have in common: no case, no accents, an umlaut and its "ae" as the vowel.
struct redaction_word {
    size_t from, to;
    size_t letters;
    bool capital;
    const char *key;
};
struct redaction_word *redaction_words(struct arena *arena, const char *bytes, size_t size, size_t *count);

// By key.
bool redaction_is_ordinary(const char *key);  // many names: an ordinary word too
bool redaction_is_function(const char *key);  // says nothing alone: never a name by itself
bool redaction_is_particle(const char *key);  // "von", "Dr.": part of a name that names nobody
bool redaction_is_address(const char *key);   // "Herr", "Mrs", "Dr": a name follows
bool redaction_is_extension(const char *key); // "Durchwahl", "ext": a number follows
