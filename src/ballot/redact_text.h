// What the finders of redaction work on: each marks bytes of a text with what they are; redact.c writes the result.
#pragma once

#include "ballot/redact.h"
#include "base/table.h"

enum redaction { REDACT_NOTHING, REDACT_NAME, REDACT_EMAIL, REDACT_TELEPHONE, REDACT_ID, REDACT__COUNT };

struct redactor {
    struct arena *arena;
    struct table surnames, given; // keys (redact_word.h) of the parts of names
    struct table pairs;           // "key key": two parts of one person
    struct table ids;             // employee ids and handles, in small letters
};

struct redaction_text {
    struct arena *arena;
    const char *bytes;
    size_t size;
    unsigned char *marks; // enum redaction, a byte each; the last finder wins
};
void redaction_mark(struct redaction_text *text, size_t from, size_t to, enum redaction what);
