// From JSON to a survey: the validator of the whole format (DESIGN.md section 6.1).
#pragma once

#include "base/fault.h"
#include "survey/survey.h"

enum { SURVEY_FILE_LIMIT = 1024 * 1024 };

// Parses and checks a definition. Every fault is added to `faults` with its JSON path ("$.questions[3].scale"); NULL
// when there was any. The survey and its strings live in `arena`.
MUST_USE struct survey *survey_parse(struct arena *arena, const char *text, size_t size, struct fault_list *faults);
