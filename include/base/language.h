// What the product says, in the reader's language: a catalogue is reports/language/CODE.json, one flat object of key →
// text, so that another language is one file. Texts have {placeholders}. A loaded catalogue never changes and may be
// read by several threads.
#pragma once

#include "base/arena.h"
#include "base/error.h"

struct language;

// The catalogue of `code` ("en", "de"). ERROR_USAGE when there is none, with the list of those there are.
MUST_USE struct language *language_load(struct arena *arena, const char *code, struct error *err);
// The codes there are, in alphabetic order.
const char **language_list(struct arena *arena, size_t *count);
// The code that suits an Accept-Language header best (NULL is fine); "en" when none does. Points into `codes`.
const char *language_choose(const char **codes, size_t count, const char *accepted);

const char *language_code(const struct language *language);
// The text of a key. A missing one gives the key itself (a test finds keys that do not exist).
const char *language_text(const struct language *language, const char *key);
// The text of "<group>.<word>", for words that come from data: states, reasons, kinds.
const char *language_word(const struct language *language, const char *group, const char *word);
bool language_has(const struct language *language, const char *key);

struct language_value {
    const char *name; // of the placeholder, without braces
    const char *text; // NULL leaves the place empty
};
// `language_format(language, arena, "report.invited", LANGUAGE_VALUES({"count", "12"}))`
#define LANGUAGE_VALUES(...)                                                                                 \
    (const struct language_value[]){__VA_ARGS__},                                                            \
        sizeof((const struct language_value[]){__VA_ARGS__}) / sizeof(struct language_value)
// The text with its placeholders filled in, once: braces in a value stay what they are.
char *language_format(const struct language *language, struct arena *arena, const char *key,
                      const struct language_value *values, size_t count);
// A text that depends on a number: "<key>.one" for 1, else "<key>.other"; {count} is filled with the number.
char *language_count(const struct language *language, struct arena *arena, const char *key, long number,
                     const struct language_value *values, size_t count);
