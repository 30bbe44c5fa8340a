// One running gnuplot: private to the pool.
#pragma once

#include "base/buffer.h"
#include "chart/pool.h"
#include <sys/types.h>

struct process {
    pid_t pid;   // 0: none
    int channel; // its standard input and output: a socket, so that writing to a dead process is an error,
                 // not a signal
    int errors;  // its standard error
    unsigned charts;
};

MUST_USE bool process_start(struct process *process, const struct chart_pool_options *options,
                            struct error *err);
// Kills and reaps it with everything it may have started. Fine when there is none.
void process_end(struct process *process);

enum exchange {
    EXCHANGE_DONE,
    EXCHANGE_FAILED, // slow, too much, not readable: `err` says it; end the process
    EXCHANGE_ENDED,  // the process is gone: `err` says how; worth another try when it was an old one
};
// Writes the script and reads until the marker line, which is cut off. `deadline` as clock_seconds().
// What it said on its standard error is added to `complaint`.
enum exchange process_exchange(struct process *process, const char *script, size_t size, const char *marker,
                               double deadline, struct buffer *output, struct buffer *complaint,
                               struct error *err);

// The last line of a complaint that says something, as printable text of one line. Cuts the buffer into
// lines.
const char *process_last_words(struct buffer *complaint);

double clock_seconds(void); // monotonic
