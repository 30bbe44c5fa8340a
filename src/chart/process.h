// One running gnuplot: private to the pool.
#pragma once

#include "base/buffer.h"
#include "chart/pool.h"
#include <sys/types.h>

struct process {
    pid_t pid;    // 0: none
    int commands; // its standard input
    int output;   // its standard output
    int errors;   // its standard error
    int script;   // the file in memory that it loads
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
// Runs the script and reads what it draws. `deadline` as clock_seconds(). What the process said on its standard error is
// added to `complaint`.
enum exchange process_exchange(struct process *process, const char *script, size_t size, double deadline,
                               struct buffer *output, struct buffer *complaint, struct error *err);

// The last line of a complaint that says something, as printable text of one line. Cuts the buffer into lines.
const char *process_last_words(struct buffer *complaint);

double clock_seconds(void); // monotonic
