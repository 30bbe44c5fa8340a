// The fields of a form that was posted (application/x-www-form-urlencoded), and the query of an address.
#pragma once

#include "ballot/answers.h"

enum { FORM_FIELD_LIMIT = 2000 };

// The name of the field that chooses the page's language: no question id begins with "_".
#define FORM_LANGUAGE "_language"

// The round of a shared device that the page belongs to (src/web/rounds.c).
#define FORM_KIOSK "_kiosk"

struct form {
    const char *token;    // the first field "token"
    const char *language; // FORM_LANGUAGE
    const char *kiosk;    // FORM_KIOSK
    size_t count;         // the others, those of one name together, in the order of their first
    struct answer_input *inputs;
};

// False when it is not well-formed: a broken escape, a NUL, not UTF-8, too many fields. Lives in the arena.
bool form_parse(struct arena *arena, const char *body, size_t size, struct form *form);

// The first field of this name in what may be cut off or broken elsewhere; NULL when there is none.
const char *form_peek(struct arena *arena, const char *body, size_t size, const char *name);
