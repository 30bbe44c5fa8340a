// A bounded pool of gnuplot processes. Each is started without a shell and with an empty environment, keeps
// to limits of time, memory and files, draws many charts (`reset session` between them) and is replaced when
// it misbehaves. One pool serves several threads; whoever finds every process busy waits. Why a pool:
// PERFORMANCE.md "Reporting".
#pragma once

#include "base/arena.h"
#include "base/error.h"
#include <stdbool.h>
#include <stddef.h>

struct chart_pool;

struct chart_pool_options {
    const char *program;         // "gnuplot", looked up in PATH; tests put a broken one here
    size_t processes;            // at most this many at once; they start when they are first needed
    unsigned charts_per_process; // then a fresh one takes over, so that nothing grows for ever
    double timeout_seconds;      // for one chart, waiting for a free process included
    size_t memory_bytes;         // address space of one process
};
extern const struct chart_pool_options chart_pool_standard;

// `options` NULL: the standard ones. Nothing is started yet, so this does not fail.
struct chart_pool *chart_pool_new(const struct chart_pool_options *options);
// Ends the processes. Nobody may be drawing. NULL is fine.
void chart_pool_free(struct chart_pool *pool);
AUTO_DEFINE(chart_pool, struct chart_pool *, chart_pool_free)

// Runs a script in a fresh session and gives what it draws. A process that ended on its own is replaced and the
// script tried once more. ERROR_UNAVAILABLE when gnuplot is missing, ends, hangs or gives no SVG; ERROR_LIMIT when
// the drawing is larger than 16 MB. Whatever happens, the pool can be used again.
MUST_USE bool chart_pool_run(struct chart_pool *pool, struct arena *arena, const char *script, size_t size,
                             char **svg, struct error *err);
