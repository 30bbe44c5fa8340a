// Everything the survey server has to know about an open wave, read once: nothing in it changes while the wave is open, but
// that an open link may add a department at the end.
#pragma once

#include "ballot/seal.h"
#include "ballot/wave.h"

struct wave_book {
    struct wave wave;
    const struct survey *survey;
    struct organisation organisation;
    int *people; // invited of each department with those below
    size_t segment_count;
    size_t room; // of a ballot, see ballot_room
    unsigned char tag_key[SEAL_KEY_SIZE]; // K_wave: for the collector only
};

// As DB_COLLECT. ERROR_GONE when the wave is closed. NULL on failure.
MUST_USE struct wave_book *wave_book_load(struct arena *arena, struct db *db, const char *key, struct error *err);
