// The file that holds a wave's private key while the wave is open (METHODS.md section 8, point 4): mode 0600, on disk before the
// wave exists, never overwritten, destroyed when the wave has closed.
#pragma once

#include "ballot/seal.h"

// <data directory>/keys/<wave key>.key
const char *key_file_path(struct arena *arena, const char *data_directory, const char *wave_key);

// Makes missing directories. ERROR_CONFLICT when the file exists.
MUST_USE bool key_file_write(const char *path, const char *wave_key, const unsigned char private_key[SEAL_KEY_SIZE],
                             struct error *err);
// ERROR_NOT_FOUND when it is not there, ERROR_INVALID when it is no key or another wave's.
MUST_USE bool key_file_read(const char *path, const char *wave_key, unsigned char private_key[SEAL_KEY_SIZE],
                            struct error *err);
// Overwrites and removes it. True when there was none.
MUST_USE bool key_file_destroy(const char *path, struct error *err);
// Renames it to FILE.1, FILE.2 …, where it can do no harm and whoever looks for it finds it. True when there was none.
MUST_USE bool key_file_set_aside(const char *path, struct error *err);
