// The collector as most servers do it: eight connections, each of which commits one ballot at a time. It is the real one with a batch of
// one, eight times, so that nothing else differs (target echolot_single).
#define COLLECTOR_BATCH_LIMIT 1
#define collector one_collector
#define collector_start one_start
#define collector_stop one_stop
#define collector_free one_free
#define collector_add one_add
#define collector_cancel one_cancel
#include "../../src/ballot/collector.c"
#undef collector
#undef collector_start
#undef collector_stop
#undef collector_free
#undef collector_add
#undef collector_cancel

enum { CONNECTIONS = 8 };

struct collector {
    struct one_collector *ones[CONNECTIONS];
};

struct collector *collector_start(const struct settings *settings, size_t limit, struct error *err);
void collector_stop(struct collector *collector);
void collector_free(struct collector *collector);
bool collector_add(struct collector *collector, struct collect_job *job);
bool collector_cancel(struct collector *collector, struct collect_job *job);

struct collector *collector_start(const struct settings *settings, size_t limit, struct error *err)
{
    struct collector *collector = calloc(1, sizeof *collector);
    if (!collector)
        abort();
    for (size_t i = 0; i < CONNECTIONS; i++) {
        collector->ones[i] = one_start(settings, limit / CONNECTIONS, err);
        if (!collector->ones[i])
            abort();
    }
    return collector;
}

void collector_stop(struct collector *collector)
{
    for (size_t i = 0; i < CONNECTIONS; i++)
        one_stop(collector->ones[i]);
}

void collector_free(struct collector *collector)
{
    for (size_t i = 0; i < CONNECTIONS; i++)
        one_free(collector->ones[i]);
    free(collector);
}

// Tokens are hashes: each byte is as good as a throw of dice.
static struct one_collector *one_of(struct collector *collector, const struct collect_job *job)
{
    return collector->ones[job->token[0] % CONNECTIONS];
}

bool collector_add(struct collector *collector, struct collect_job *job)
{
    return one_add(one_of(collector, job), job);
}

bool collector_cancel(struct collector *collector, struct collect_job *job)
{
    return one_cancel(one_of(collector, job), job);
}
