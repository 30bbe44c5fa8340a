// The jobs in the background of a server: a thread that does what is due every half minute. Of several servers of one
// database only one does; when it ends, another one takes over.
#pragma once

#include "base/settings.h"

#include <stdbool.h>

struct background;

// To be called when all signals are blocked that somebody else waits for. NULL when no thread can be started. Failures go to standard error.
struct background *background_start(const struct settings *settings);
// Waits for the job that is under way, but not for ever: false when it goes on, which then has to be ended with the process; the
// next run takes it up. Frees everything when true.
bool background_stop(struct background *background);
