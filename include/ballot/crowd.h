// How fast ballots may come through open links from one place. A personal link cannot flood a wave, an open one can: a place may send a
// burst and then one ballot in a while, so that a room full of visitors gets through and a script does not. Kept in memory only, and by
// place only: not which link, not which ballot.
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { CROWD_BURST = 30, CROWD_PAUSE = 20 * 1000 }; // ballots; milliseconds until one more is allowed

struct crowd;
struct crowd *crowd_new(void);
void crowd_free(struct crowd *crowd); // NULL is fine
// Whether one more may come from this place now (any clock that only goes forward, in milliseconds), and counts it. Not for several threads
// at once.
bool crowd_admit(struct crowd *crowd, uint64_t place, int64_t now);
