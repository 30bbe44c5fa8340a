// Whole files, read with a limit and written so that a reader never sees half of one.
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include <stdio.h>
#include <sys/types.h>

AUTO_DEFINE(file, FILE *, fclose)

// The content with a final NUL (not counted in `size`, which may be NULL). NULL on failure: not there, not
// readable, or longer than `limit` bytes.
MUST_USE char *file_read(struct arena *arena, const char *path, size_t limit, size_t *size, struct error *err);

// Writes to a temporary neighbour, syncs, renames. `mode` 0600 for secrets, 0644 otherwise.
MUST_USE bool file_write(const char *path, const void *bytes, size_t size, mode_t mode, struct error *err);

// Makes a directory and what is missing above it.
MUST_USE bool file_make_directory(const char *path, mode_t mode, struct error *err);
