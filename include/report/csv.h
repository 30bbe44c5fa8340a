// The report as CSV: a header, then one line a department and question, then one a department and
// index (type "index", its score and interval), with the figures of the JSON, unrounded. What
// does not apply to a question or is hidden is an empty cell; `histogram` and `options` list their parts separated by
// blanks ("12 55 130", "mail=0.25 talk=0.75").
#pragma once

#include "base/buffer.h"
#include "report/model.h"

// Question texts come in `language` ("en", "de").
void report_write_csv(const struct report *report, const char *language, struct buffer *out);
// What people wrote is no figure and has tables of its own: a line a comment of a list (one that is hidden has a line with its reason), and
// a line a term.
void report_write_csv_comments(const struct report *report, const char *language, struct buffer *out);
void report_write_csv_terms(const struct report *report, const char *language, struct buffer *out);
// A line a department, question and figure with what it is compared with: "median department" or "norm" (report/json.h, "benchmarks"). Only where
// there is such a thing.
bool report_has_benchmarks(const struct report *report);
void report_write_csv_benchmarks(const struct report *report, const char *language, struct buffer *out);
