// A file's bytes from beginning to end, plain or gzip, a chunk at a time.
#pragma once

#include "base/error.h"
#include <stdint.h>

enum { INPUT_CHUNK = 64 * 1024 };

struct input {
    struct gzFile_s *file;
    uint64_t total; // the file's own size; 0 when it is no regular file
    char chunk[INPUT_CHUNK];
    size_t used, filled; // of the chunk; the reader moves `used`
};

// NULL when the file cannot be opened.
MUST_USE struct input *input_open(const char *path, struct error *err);
void input_close(struct input *input); // NULL is fine

// True when there are bytes between `used` and `filled`. False at the end, and when reading failed: then `fault` says
// why ("the compressed file is cut off here"), else it is NULL.
MUST_USE bool input_fill(struct input *input, const char **fault);

// How many of the file's own bytes were read.
uint64_t input_done(const struct input *input);
