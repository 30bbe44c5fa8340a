// What is true in the generated company, written down before anything is measured: eight quarterly waves, effects at some
// of them, and otherwise no change at all. effects.json says the same to whoever checks what the analyzer finds.
#pragma once

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

enum { SAMPLE_WAVES = 8 };

struct sample_wave {
    const char *key, *opened, *closed;
};
extern const struct sample_wave sample_waves[SAMPLE_WAVES];

// From wave `from` on (1 to SAMPLE_WAVES) the answers of a department to a question lie higher or lower.
struct sample_effect {
    int from;
    const char *department, *question;
    double size; // points of the scale (eNPS: of 0..10), before rounding to an answer
    const char *why;
    bool drift; // so much more in every wave: nothing that a single wave would show
};
extern const struct sample_effect sample_effects[];
extern const size_t sample_effect_count;

// The sum of the effects on a department's question in a wave (number from 1).
double sample_effect_of(int department, const char *question, int wave);

// effects.json. The caller owns the reference.
json_t *sample_effects_json(unsigned long seed);
