// What a parsed JSON document no longer shows: keys that are given twice, nesting that is too deep, and where
// a byte stands. Also the one way in which JSON paths are written ("$.questions[3].scale").
#pragma once

#include "base/fault.h"

// Walks `text` and adds a fault for every key given twice in one object and for the first value nested deeper
// than JSON_DEPTH_LIMIT. Gives the path of the value in which the text ends, so that a text cut at the
// position of a syntax error says where that is. Never fails: what is not JSON is skipped.
const char *json_scan(struct arena *arena, const char *text, size_t size, struct fault_list *faults);

// The path one step further down. A key that is no plain word is quoted and cut: $["odd key"].
const char *json_path_member(struct arena *arena, const char *path, const char *key);
const char *json_path_item(struct arena *arena, const char *path, size_t index);
// A text as a message shows it: in quotes, control characters escaped, at most 60 bytes of it.
const char *json_quoted(struct arena *arena, const char *text, size_t size);
// A text that came from outside, fit to be shown: control characters are replaced by '?', and when it is no valid UTF-8
// everything that is not ASCII as well.
const char *json_printable(struct arena *arena, const char *text);
