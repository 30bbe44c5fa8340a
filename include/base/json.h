// Strict reading of JSON (RFC 8259) through jansson: no duplicate keys, no \u0000, bounded size and depth.
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include <jansson.h>

enum { JSON_DEPTH_LIMIT = 32 };

AUTO_DEFINE(json, json_t *, json_decref)
static inline void auto_json_text(char **text)
{
    free(*text);
}

// Reads a whole document. `subject` names it in the error, which gives line and column. NULL on failure.
MUST_USE json_t *json_read(const char *text, size_t size, const char *subject, struct error *err);
// The same from a file of at most `limit` bytes.
MUST_USE json_t *json_read_file(const char *path, size_t limit, struct error *err);
// The canonical form: keys sorted, no white space, real numbers with 17 digits. What a content hash is taken of.
char *json_canonical(struct arena *arena, const json_t *value);
