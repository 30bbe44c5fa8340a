// Whether a question's trend line goes on from one version of a survey to another (METHODS.md section 3: the
// line breaks where a question's text or scale changed).
#pragma once

#include "survey/survey.h"

enum line {
    LINE_NEW,       // the earlier version did not ask it
    LINE_BREAKS,    // it asked something else under that id: figures must not be compared
    LINE_CONTINUES, // the same question, or a changed one that says `continues`
};

// What becomes of the line of `question` (a number in `now`) that began in `before`. Unless it is LINE_NEW,
// `earlier` gets the question's number there: the one with the same id, else the one it is an alias of.
//
// The text has changed when it reads differently in a language that both versions have; another language
// alone is no change. The scale has changed when its bounds, labels, favourable or neutral values or its
// treatment of "not applicable" have. `continues` overrides both, but never another type, direction or number
// of points: such figures would not mean the same.
enum line survey_line(const struct survey *before, const struct survey *now, size_t question,
                      size_t *earlier);
