// The report as JSON, format "echolot.report/1" of DESIGN.md section 6.4: exactly the published figures, unrounded.
//
// Where DESIGN leaves room: `invited`, `responded` and `response_rate` are null when unknown or protected; `histogram`
// is null below n = 20; a choice question has {"published", "n", "options": {id: share}, "clipped", "change"};
// `change` is {} when there is no earlier figure and {"broken": true} where the line breaks; comments are not among the
// questions. A scoped report begins with its own department, whose parent is null. Findings and actions:
//   {"rank", "kind", "department", "question", "driver", "numbers": {…}}
//   {"id", "state", "title", "department", "question", "driver", "measure", "owner", "due", "expected", "evidence",
//    "wave", "finding", "verified_by", "outcome", "measured", "measured_low", "measured_high", "method"}
//   anything not set is null; `wave` and `finding` say what it came of, `outcome` to `method` what its verification
//   showed ("verified", "no_effect", "worse"), which stays when the action is closed
// Comments, one object a department and comment question that was asked (analyze/comments.h):
//   {"department", "question", "published": false, "reason"}: "below_minimum" is here fewer than 10 (or k, if more) who could have written, or
//   {"department", "question", "published": true, "removed", "terms": [{"term", "words", "comments", "outcome"}], "comments": ["…"]}
//   `comments` come in the one shuffle of the wave, redacted; `removed`: they were dropped with the wave's answers. A term's `words` is 2 for
//   a phrase, `comments` how many of the list use it, `outcome` {} or, in the organisation's list, {"departments", "lower", "higher", "p", "q",
//   "detectable"}: the share of comments that use it in departments below and above the average eNPS (stats/share_trend.h)
#pragma once

#include "base/buffer.h"
#include "report/model.h"

void report_write_json(const struct report *report, struct buffer *out);
