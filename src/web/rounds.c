// Rounds of shared devices that are over, the latest 4,096 of them. They are only a second lock: pages are sent with no-store, and what
// is forgotten here (after that many others, by a restart, on another server) works again only from a history that nobody cleared.
#include "ballot/token.h"
#include "internal.h"

#include <stdlib.h>
#include <string.h>

enum { ROUNDS_KEPT = 4096 };

struct rounds {
    pthread_mutex_t mutex;
    size_t next;
    size_t count;
    struct token ended[ROUNDS_KEPT];
};

struct rounds *rounds_new(void)
{
    struct rounds *rounds = calloc(1, sizeof *rounds);
    if (!rounds || pthread_mutex_init(&rounds->mutex, NULL) != 0)
        abort();
    return rounds;
}

void rounds_free(struct rounds *rounds)
{
    if (!rounds)
        return;
    pthread_mutex_destroy(&rounds->mutex);
    free(rounds);
}

static bool find(const struct rounds *rounds, const struct token *round)
{
    for (size_t i = 0; i < rounds->count; i++)
        if (memcmp(&rounds->ended[i], round, sizeof *round) == 0)
            return true;
    return false;
}

void rounds_end(struct rounds *rounds, const char *round)
{
    struct token token;
    if (!token_read(round, &token))
        return;
    pthread_mutex_lock(&rounds->mutex);
    if (!find(rounds, &token)) {
        rounds->ended[rounds->next] = token;
        rounds->next = (rounds->next + 1) % ROUNDS_KEPT;
        rounds->count += rounds->count < ROUNDS_KEPT;
    }
    pthread_mutex_unlock(&rounds->mutex);
}

bool rounds_ended(struct rounds *rounds, const char *round)
{
    struct token token;
    if (!token_read(round, &token))
        return true;
    pthread_mutex_lock(&rounds->mutex);
    bool ended = find(rounds, &token);
    pthread_mutex_unlock(&rounds->mutex);
    return ended;
}
