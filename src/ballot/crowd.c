#include "ballot/crowd.h"

#include <stdlib.h>

enum { SLOTS = 4096 };

// `full_at` is when the burst is whole again: it moves by a pause with each ballot (a leaky bucket in one number).
struct slot {
    uint64_t place;
    int64_t full_at;
};

struct crowd {
    struct slot slots[SLOTS]; // a place has one slot; another place of the same slot takes it over
};

struct crowd *crowd_new(void)
{
    struct crowd *crowd = calloc(1, sizeof *crowd);
    if (!crowd)
        abort();
    return crowd;
}

void crowd_free(struct crowd *crowd)
{
    free(crowd);
}

bool crowd_admit(struct crowd *crowd, uint64_t place, int64_t now)
{
    struct slot *slot = &crowd->slots[(place ^ place >> 17 ^ place >> 41) % SLOTS];
    if (slot->place != place || slot->full_at < now)
        *slot = (struct slot){.place = place, .full_at = now};
    if (slot->full_at + CROWD_PAUSE > now + (int64_t)CROWD_BURST * CROWD_PAUSE)
        return false;
    slot->full_at += CROWD_PAUSE;
    return true;
}
