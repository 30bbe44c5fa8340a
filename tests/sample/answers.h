// What the people of Brightwater answer. Everybody has a lasting opinion of everything, coloured by their department;
// from wave to wave only the mood of the day differs, and the planted effects.
#pragma once

#include "people.h"

// The lasting part, drawn once.
struct sample_opinions;
struct sample_opinions *sample_opinions(struct arena *arena, uint64_t *seed);

// wave-N.csv: `department`, a column a scored question and two of comments; about a quarter of the people do not answer. `wave` from 1.
char *sample_wave_csv(struct arena *arena, const struct sample_person *people,
                      const struct sample_opinions *opinions, int wave, uint64_t *seed);
