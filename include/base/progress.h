// How far a long piece of work has come. Lower parts report it, the command line draws the bar.
#pragma once

#include <stdint.h>

struct progress {
    // `total` 0 means unknown. Called often: it must be cheap.
    void (*step)(void *context, uint64_t done, uint64_t total);
    void *context;
};

static inline void progress_step(const struct progress *progress, uint64_t done, uint64_t total)
{
    if (progress && progress->step)
        progress->step(progress->context, done, total);
}
