// One arena per request or command: strings and models live there and end with it, all at once.
// Input sizes are capped at the border, so running out of memory inside aborts the process.
#pragma once

#include "base/macro.h"
#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena); // NULL is fine
AUTO_DEFINE(arena, struct arena *, arena_free)

// Zeroed memory, aligned for any type; never NULL. `size` 0 gives a unique pointer.
void *arena_alloc(struct arena *arena, size_t size);
// `count` zeroed elements of `size` bytes; aborts when the product overflows.
void *arena_array(struct arena *arena, size_t count, size_t size);
#define ARENA_NEW(arena, type) ((type *)arena_alloc(arena, sizeof(type)))
#define ARENA_ARRAY(arena, count, type) ((type *)arena_array(arena, count, sizeof(type)))

// Copies that live as long as the arena. NULL text stays NULL.
char *arena_text(struct arena *arena, const char *text);
char *arena_slice(struct arena *arena, const char *bytes, size_t size); // adds the final NUL
char *arena_format(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
char *arena_format_list(struct arena *arena, const char *format, va_list arguments);
