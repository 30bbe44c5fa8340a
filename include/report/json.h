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
#pragma once

#include "base/buffer.h"
#include "report/model.h"

void report_write_json(const struct report *report, struct buffer *out);
