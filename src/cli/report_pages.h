// The pages of a report, written by several threads: drawing is what takes the time, and gnuplot runs beside.
#pragma once

#include "base/buffer.h"
#include "base/progress.h"
#include "report/words.h"

// Writes one file a department into the directory `out`. The first failure ends all threads and is told.
MUST_USE bool report_pages_write(const struct words *words, const char *out, const struct progress *progress,
                                 struct error *err);
// The page of the department at the top.
MUST_USE bool report_pages_first(const struct words *words, struct buffer *html, struct error *err);
