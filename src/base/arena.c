#include "base/arena.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// A request needs little: the first block is small, each further one twice as large.
enum { FIRST_BLOCK_SIZE = 4 * 1024, BLOCK_SIZE = 64 * 1024 };

struct block {
    struct block *next;
    size_t used;
    size_t size;
    alignas(max_align_t) unsigned char bytes[];
};

// Lies in its own first block.
struct arena {
    struct block *head;
    size_t next_size; // of the next block
};

static _Noreturn void out_of_memory(void)
{
    fputs("echolot: out of memory\n", stderr);
    abort();
}

static struct block *block_new(size_t size)
{
    struct block *block = malloc(sizeof *block + size);
    if (!block)
        out_of_memory();
    block->next = NULL;
    block->used = 0;
    block->size = size;
    return block;
}

struct arena *arena_new(void)
{
    struct block *first = block_new(FIRST_BLOCK_SIZE);
    struct arena *arena = (void *)first->bytes;
    first->used = (sizeof *arena + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
    arena->head = first;
    arena->next_size = 2 * FIRST_BLOCK_SIZE;
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    for (struct block *block = arena->head, *next; block; block = next) {
        next = block->next;
        free(block);
    }
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > SIZE_MAX / 2)
        out_of_memory();
    size_t rounded = (size + (size == 0) + align - 1) / align * align;
    struct block *block = arena->head;
    if (block->size - block->used < rounded) {
        const bool large = rounded > arena->next_size;
        block = block_new(large ? rounded : arena->next_size);
        if (arena->next_size < BLOCK_SIZE)
            arena->next_size *= 2;
        // A large piece goes behind the head, so that the room left in the head is not lost.
        if (large) {
            block->next = arena->head->next;
            arena->head->next = block;
        } else {
            block->next = arena->head;
            arena->head = block;
        }
    }
    void *memory = block->bytes + block->used;
    block->used += rounded;
    return memset(memory, 0, rounded);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total))
        out_of_memory();
    return arena_alloc(arena, total);
}

char *arena_slice(struct arena *arena, const char *bytes, size_t size)
{
    char *copy = arena_alloc(arena, size + 1);
    if (size)
        memcpy(copy, bytes, size);
    return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
    return text ? arena_slice(arena, text, strlen(text)) : NULL;
}

char *arena_format_list(struct arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        abort();
    char *text = arena_alloc(arena, (size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    return text;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_format_list(arena, format, arguments);
    va_end(arguments);
    return text;
}
