// A letter's HTML: places {like_this} in a file of reports/ are filled with text, which cannot become markup.
#pragma once

#include "base/arena.h"
#include "base/language.h"

// Every & < > " ' of a value is escaped, so it may stand between tags and inside quoted attributes. Aborts when there is no such
// file: a fault of ours, which any test finds.
char *template_fill(struct arena *arena, const char *path, const struct language_value *values, size_t count);
