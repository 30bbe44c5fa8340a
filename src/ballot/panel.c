#include "ballot/panel.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

struct turn {
    bool tired; // asked less than half a cycle ago
    unsigned char place[crypto_generichash_BYTES_MIN];
    int32_t id;
};

static int compare_turns(const void *a, const void *b)
{
    const struct turn *left = a, *right = b;
    if (left->tired != right->tired)
        return left->tired ? 1 : -1;
    int order = memcmp(left->place, right->place, sizeof left->place);
    return order != 0 ? order : (left->id > right->id) - (left->id < right->id);
}

static int compare_ids(const void *a, const void *b)
{
    int32_t left = *(const int32_t *)a, right = *(const int32_t *)b;
    return (left > right) - (left < right);
}

// A new order for each cycle, so that it is not always the same people who are asked together.
static void find_place(const unsigned char *secret, int32_t cycle, int32_t id, unsigned char *place)
{
    uint32_t subject[] = {(uint32_t)cycle, (uint32_t)id};
    unsigned char bytes[sizeof subject];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(subject[i / 4] >> 8 * (i % 4));
    crypto_generichash(place, crypto_generichash_BYTES_MIN, bytes, sizeof bytes, secret, PANEL_SECRET_SIZE);
}

static size_t list_turns(const unsigned char *secret, int32_t share, int32_t number,
                         const struct panel_person *people, size_t count, struct turn *turns)
{
    size_t waiting = 0;
    int32_t cycle = number / share;
    for (size_t i = 0; i < count; i++) {
        bool asked = people[i].last >= 0;
        if (asked && people[i].last / share == cycle)
            continue;
        struct turn *turn = &turns[waiting++];
        *turn = (struct turn){.id = people[i].id, .tired = asked && number - people[i].last < share / 2};
        find_place(secret, cycle, turn->id, turn->place);
    }
    return waiting;
}

int32_t *panel_choose(struct arena *arena, const unsigned char secret[PANEL_SECRET_SIZE], int32_t share,
                      int32_t number, const struct panel_person *people, size_t count, size_t *chosen)
{
    struct turn *turns = ARENA_ARRAY(arena, count, struct turn);
    size_t waiting = list_turns(secret, share, number, people, count, turns);
    size_t waves = (size_t)(share - number % share); // left in the cycle, this one included
    qsort(turns, waiting, sizeof *turns, compare_turns);
    *chosen = (waiting + waves - 1) / waves;
    int32_t *ids = ARENA_ARRAY(arena, *chosen, int32_t);
    for (size_t i = 0; i < *chosen; i++)
        ids[i] = turns[i].id;
    qsort(ids, *chosen, sizeof *ids, compare_ids);
    return ids;
}
